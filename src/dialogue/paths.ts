import { townPath } from '#platform/web'

/** Every address of a dialogue. `…/stimme` is a vote, `…/aussage` a statement of one's own, `…/ergebnis` the results. */
export const paths = {
  dialogue: townPath('/dialog/:dialogue'),
  vote: townPath('/dialog/:dialogue/stimme'),
  withdrawal: townPath('/dialog/:dialogue/stimme/zuruecknehmen'),
  ownVotes: townPath('/dialog/:dialogue/meine-stimmen'),
  oblivion: townPath('/dialog/:dialogue/meine-stimmen/vergessen'),
  proposal: townPath('/dialog/:dialogue/aussage'),
  results: townPath('/dialog/:dialogue/ergebnis'),
  methods: townPath('/dialog/:dialogue/ergebnis/methode'),
  subscription: townPath('/dialog/:dialogue/benachrichtigung'),
  confirmation: townPath('/benachrichtigung/:token'),
  unsubscription: townPath('/benachrichtigung/:token/ende'),
  openData: townPath('/dialog/:dialogue/offene-daten'),
  openDataFile: townPath('/dialog/:dialogue/offene-daten/:file'),
  desk: {
    dialogues: townPath('/verwaltung/dialoge'),
    newDialogue: townPath('/verwaltung/dialoge/neu'),
    dialogue: townPath('/verwaltung/dialoge/:dialogue'),
    phase: townPath('/verwaltung/dialoge/:dialogue/phase'),
    deletion: townPath('/verwaltung/dialoge/:dialogue/loeschen'),
    seeds: townPath('/verwaltung/dialoge/:dialogue/aussagen'),
    moderation: townPath('/verwaltung/dialoge/:dialogue/moderation'),
    decision: townPath('/verwaltung/dialoge/:dialogue/moderation/:statement'),
    quarantines: townPath('/verwaltung/dialoge/:dialogue/auffaellige-stimmen'),
    quarantine: townPath('/verwaltung/dialoge/:dialogue/auffaellige-stimmen/:quarantine'),
    edit: townPath('/verwaltung/dialoge/:dialogue/moderation/:statement/tippfehler'),
  },
}
