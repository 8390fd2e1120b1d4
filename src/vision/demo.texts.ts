import type { SourceKind, SourceUse } from './source.ts'

/** Texts of the vision of an invented town. Nobody in them exists. Statements are named by their numbers in the example dialogue. */

type DemoSentence = {
  number: number
  text: string
  /** how it read in the first draft, where that was otherwise */
  firstText?: string
  explanation: string
  voices: [statement: number, use: SourceUse][]
  others?: { kind: Exclude<SourceKind, 'statement'>; use: SourceUse; title: string; reference: string; datedOn: string }[]
}

export const demoVision = {
  slug: 'miteinander',
  title: 'Miteinander in Erfundingen',
  preamble: `Erfundingen ist eine kleine Stadt, in der man sich begegnet. Wir sind verschieden, und wir wollen gut zusammen leben. Dieses Leitbild sagt, woran wir uns dabei halten.

Diese Stadt, ihre Menschen und alle Sätze sind ein erfundenes Beispiel.`,
  language: 'de',
} as const

export const demoChapters: readonly { title: string; sentences: readonly DemoSentence[] }[] = [
  {
    title: 'Ankommen und begegnen',
    sentences: [
      {
        number: 1,
        text: 'Wer neu nach Erfundingen zieht, wird in den ersten Wochen persönlich begrüßt.',
        explanation: 'Ob aus dem Nachbarort oder von weit her: Jemand klingelt, bringt den Stadtplan mit und weiß, wen man fragen kann.',
        voices: [[1, 'taken-over']],
      },
      {
        number: 2,
        text: 'Die Nachbarschaften treffen sich regelmäßig, und wer helfen will, wird gefragt.',
        firstText: 'Die Nachbarschaften treffen sich, und wer helfen will, wird gefragt.',
        explanation: 'Ein Kaffee im Monat kostet wenig. Beim Stadtfest hat jede Gruppe einen Platz, die einen möchte.',
        voices: [
          [20, 'merged'],
          [19, 'merged'],
          [9, 'inspired'],
        ],
      },
      {
        number: 3,
        text: 'Wer allein ist und Besuch möchte, bekommt Besuch.',
        explanation: '',
        voices: [[28, 'taken-over']],
        others: [
          {
            kind: 'card',
            use: 'inspired',
            title: 'Karte vom Auftaktabend',
            reference: 'Stellwand „Ältere“, Karte 7',
            datedOn: '2026-02-18',
          },
        ],
      },
    ],
  },
  {
    title: 'Sprache und Bildung',
    sentences: [
      {
        number: 4,
        text: 'Deutsch ist die Sprache, in der sich alle verständigen können; die Stadt sorgt dafür, dass es Kurse am Ort gibt.',
        explanation: 'Der nächste Kurs ist heute eine Busstunde entfernt. Das soll sich ändern.',
        voices: [
          [2, 'merged'],
          [30, 'merged'],
          [51, 'inspired'],
        ],
      },
      {
        number: 5,
        text: 'Jedes Kind hat spätestens ein Jahr vor der Schule einen Kitaplatz.',
        firstText: 'Jedes Kind hat vor der Schule einen Kitaplatz.',
        explanation: '',
        voices: [
          [10, 'taken-over'],
          [47, 'merged'],
        ],
      },
      {
        number: 6,
        text: 'Formulare und Briefe der Stadt sind in einfachem Deutsch geschrieben.',
        explanation: 'Das hilft allen, auch denen, die mit Deutsch aufgewachsen sind.',
        voices: [[32, 'taken-over']],
        others: [
          {
            kind: 'concept',
            use: 'merged',
            title: 'Leitfaden „Verständlich schreiben“',
            reference: 'Hauptamt, Abschnitt 2',
            datedOn: '2024-05-14',
          },
        ],
      },
    ],
  },
  {
    title: 'Arbeit und Wohnen',
    sentences: [
      {
        number: 7,
        text: 'Wer arbeiten will, wird durch Anerkennung und Papiere begleitet und nicht allein gelassen.',
        explanation: 'Über die Anerkennung entscheidet nicht die Stadt. Den Weg dorthin kann sie leichter machen.',
        voices: [
          [21, 'merged'],
          [25, 'merged'],
          [40, 'inspired'],
        ],
      },
      { number: 8, text: 'Die Stadt baut selbst wieder kleine Wohnungen.', explanation: '', voices: [[24, 'taken-over']] },
    ],
  },
  {
    title: 'Unterwegs und sicher',
    sentences: [
      {
        number: 9,
        text: 'Der letzte Bus aus der Kreisstadt fährt auch nach der Spätschicht.',
        explanation: '',
        voices: [
          [3, 'merged'],
          [45, 'merged'],
        ],
        others: [
          {
            kind: 'note',
            use: 'inspired',
            title: 'Gespräch mit dem Landkreis über die Linie 417',
            reference: 'Vermerk, Seite 2',
            datedOn: '2026-02-26',
          },
        ],
      },
      {
        number: 10,
        text: 'Der Bahnhofspark ist beleuchtet, und abends sieht jemand nach dem Rechten.',
        explanation: '',
        voices: [
          [44, 'taken-over'],
          [31, 'inspired'],
        ],
      },
    ],
  },
]

type DemoFate = { statement: number } & ({ fate: 'department'; department: string } | { fate: 'declined'; reason: string })

export const demoFates: readonly DemoFate[] = [
  { statement: 13, fate: 'department', department: 'Bürgermeisteramt: Gespräch mit der Kassenärztlichen Vereinigung' },
  { statement: 29, fate: 'department', department: 'Landratsamt, Ausländerbehörde' },
  {
    statement: 48,
    fate: 'declined',
    reason: 'Wir haben nicht herausgelesen, was getan werden soll. Der Gedanke steckt in Leitsatz 2.',
  },
]

/** A question the groups of the dialogue answer differently; people are voting on what could bridge it. */
export const demoIssue = {
  question: 'In welchen Sprachen sollen die Schilder im Rathaus sein?',
  background:
    'Im Dialog war die eine Hälfte für mehrsprachige Schilder, die andere dagegen. Das Rathaus hat 42 Schilder; sie werden ohnehin erneuert.',
  statement: 7,
  entries: [
    {
      kind: 'position',
      text: 'Schilder in mehreren Sprachen zeigen, dass alle willkommen sind.',
      reasons: 'Wer noch kein Deutsch kann, findet sich zurecht, ohne jemanden um Hilfe bitten zu müssen.',
      enteredFor: 'integration-council',
      enteredForName: 'Runder Tisch Integration',
      source: '',
    },
    {
      kind: 'position',
      text: 'Im Rathaus soll Deutsch genügen.',
      reasons: 'Deutsch ist die Sprache, in der sich alle verständigen. Viele Sprachen auf einem Schild liest niemand mehr.',
      enteredFor: 'resident',
      enteredForName: '',
      source: '',
    },
    {
      kind: 'fact',
      text: 'Ein Schild mit Bildzeichen kostet etwa so viel wie eines ohne.',
      reasons: '',
      enteredFor: null,
      enteredForName: '',
      source: 'Angebot der Druckerei Buchstab (erfunden), Februar 2026',
    },
    { kind: 'option', text: 'Bildzeichen mit deutscher Schrift', reasons: '', enteredFor: null, enteredForName: '', source: '' },
    { kind: 'option', text: 'Vier Sprachen auf jedem Schild', reasons: '', enteredFor: null, enteredForName: '', source: '' },
  ],
  bridges: [
    {
      text: 'Die Schilder tragen deutliche Bildzeichen und deutsche Schrift. Am Empfang liegt ein Wegweiser in den Sprachen der Stadt.',
      reason: 'So finden sich alle zurecht, und die Schilder bleiben lesbar.',
      carriedBy: { for: 0.92, against: 0.81 },
    },
    {
      text: 'Am Eingang stehen alle Sprachen der Stadt, in den Fluren Deutsch und Englisch.',
      reason: 'Englisch verstehen viele.',
      carriedBy: { for: 0.74, against: 0.22 },
    },
  ],
  position: {
    body: 'integration-council',
    text: 'Der Runde Tisch trägt Bildzeichen mit, wenn der Wegweiser in allen Sprachen am Empfang liegt.',
    yes: 9,
    no: 1,
    abstentions: 2,
  },
} as const

/** Through which bodies it goes: days before or after today. */
export const demoSequence = [
  { body: 'Runder Tisch Integration', role: 'hearing', inDays: -1, agendaNumber: '1', result: 'noted' },
  { body: 'Sozial- und Kulturausschuss', role: 'preliminary', inDays: 26, agendaNumber: '4', result: null },
  { body: 'Stadtrat', role: 'decision', inDays: 40, agendaNumber: '3', result: null },
] as const

type DemoContribution = {
  kind: 'amendment' | 'comment'
  sentence: number
  text: string
  reason: string
  signedName: string
  state: 'approved' | 'pending'
  votes?: number
  carriedBy?: number
}

export const demoContributions: readonly DemoContribution[] = [
  {
    kind: 'amendment',
    sentence: 9,
    text: 'Der letzte Bus aus der Kreisstadt fährt an allen Tagen auch nach der Spätschicht.',
    reason: 'Im Krankenhaus wird auch sonntags gearbeitet.',
    signedName: 'Petra Pendel (erfunden)',
    state: 'approved',
    votes: 47,
    carriedBy: 0.83,
  },
  {
    kind: 'amendment',
    sentence: 4,
    text: 'Deutsch ist die Sprache, in der sich alle verständigen können; die Stadt sorgt für Kurse am Ort, auch abends und mit Kinderbetreuung.',
    reason: 'Wer kleine Kinder hat, kann tagsüber keinen Kurs besuchen.',
    signedName: '',
    state: 'approved',
    votes: 38,
    carriedBy: 0.68,
  },
  {
    kind: 'comment',
    sentence: 8,
    text: 'Bitte auch an Wohnungen denken, in die man mit dem Rollstuhl kommt.',
    reason: '',
    signedName: '',
    state: 'approved',
  },
  {
    kind: 'amendment',
    sentence: 10,
    text: 'Der Bahnhofspark ist beleuchtet, und abends ist jemand da, den man ansprechen kann.',
    reason: '„Nach dem Rechten sehen“ klingt nach Aufsicht.',
    signedName: '',
    state: 'pending',
  },
]

/** What has been translated so far, by person. */
export const demoVisionTranslations: Record<string, Record<string, string>> = {
  uk: {
    title: 'Наше бачення: разом в Ерфундінгені',
    'sentence/1': 'Кожного, хто переїжджає до Ерфундінгена, у перші тижні вітають особисто.',
    'sentence/9': 'Останній автобус із районного центру ходить і після вечірньої зміни.',
  },
  ar: {
    title: 'رؤيتنا: معًا في إرفوندينغن',
    'sentence/1': 'كل من ينتقل إلى إرفوندينغن يُستقبَل شخصيًا في الأسابيع الأولى.',
    'sentence/9': 'آخر حافلة من مركز المنطقة تسير أيضًا بعد الوردية المسائية.',
  },
}
