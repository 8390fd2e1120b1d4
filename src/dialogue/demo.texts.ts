/** Texts of an invented town. Nobody in them exists, and no sentence was said by a real person. */

export type DemoLanguage = 'de' | 'uk' | 'ar'

export type DemoReason = 'insult' | 'personal-data' | 'off-topic' | 'duplicate' | 'unclear' | 'unlawful'

/**
 * How a statement is received. `base` is the agreement (log odds) of a person in the middle of town; `openness` and `everyday`
 * say how it changes with the two latent positions (open to new ways; daily needs and money first); `pass` is the share who pass.
 */
export type Leaning = { base: number; openness: number; everyday: number; pass?: number }

export type ApprovedText = {
  number: number
  text: string
  language: DemoLanguage
  origin: 'seed' | 'resident'
  /** Days after the opening. */
  day: number
  leaning: Leaning
  /** What it says in German, for those who read neither Ukrainian nor Arabic. */
  inGerman?: string
}

export type RefusedText = {
  number: number
  text: string
  language: DemoLanguage
  day: number
  reason: DemoReason
  note: string
  mergedInto?: number
}

/** Days before today, because a queue is always fresh. */
export type WaitingText = { number: number; text: string; language: DemoLanguage; daysAgo: number; inGerman?: string }

const invented = 'Erfundingen ist ein erfundenes Beispiel: Es gibt diese Stadt nicht, und niemand darin ist eine wirkliche Person.'

export const demoMunicipality = {
  slug: 'erfundingen',
  name: 'Erfundingen an der Plauder',
  kind: 'town',
  state: '16',
  // no district of Thüringen has the key 16 0 99
  ags: '16099999',
  languages: ['de', 'de-simple', 'en', 'uk', 'ar'],
  colour: '#1d6b5a',
  contactEmail: 'dialog@erfundingen.example',
  responsiblePerson: 'Frieda Ausgedacht, Integrationsbeauftragte (erfundene Person)',
  imprint: `**${invented}**

Stadt Erfundingen an der Plauder, Am Gedankenstrich 1, 00000 Erfundingen

Vertreten durch Bürgermeister Emil Beispielhaft (erfundene Person)

E-Mail: dialog@erfundingen.example`,
  privacyNotice: `**${invented}** Alle Aussagen und Stimmen in diesem Beispiel sind ausgedacht.

So würde die Stadt hier informieren: Sie können ohne Konto und ohne Namen teilnehmen. Wir fragen nicht nach Ihrer Herkunft. Mit Ihrer ersten Stimme setzen wir ein Cookie mit einer zufälligen Nummer, damit Sie Ihre Antworten später ändern können. Ihre Netzadresse speichern wir nicht mit der Stimme.

Sie können diese Nummer jederzeit selbst löschen. Fragen beantwortet dialog@erfundingen.example (eine Adresse, die es nicht gibt).`,
  accessibilityStatement: `**${invented}** Eine wirkliche Stadt erklärt an dieser Stelle, wie barrierefrei ihr Angebot ist, was noch fehlt und wo man Hindernisse melden kann.`,
} as const

/** What only the invented town knows of its processing. */
export const demoPrivacy = {
  controller: 'Stadt Erfundingen an der Plauder, Am Gedankenstrich 1, 00000 Erfundingen (erfundene Stadt)',
  officer: 'Datenschutzbeauftragte der Stadt: Vera Verschwiegen (erfundene Person), datenschutz@erfundingen.example',
  processors: 'Rechenzentrum Plaudertal (erfunden): betreibt und sichert den Server. Daten gehen in kein Land außerhalb der EU.',
  periods: {},
}

export const demoDialogue = {
  slug: 'zusammenleben',
  question: 'Wie wollen wir in Erfundingen zusammenleben?',
  description: `In Erfundingen leben Menschen, deren Familien seit Jahrhunderten hier sind, und Menschen, die letzte Woche ihre Koffer ausgepackt haben. Wir begegnen uns im Bus, im Wartezimmer und am Spielfeldrand. **Was soll so bleiben, wie es ist? Was muss besser werden?**

Stimmen Sie über die Aussagen anderer ab, und schreiben Sie Ihre eigene dazu, gern auf Deutsch, Ukrainisch, Arabisch oder Englisch. Ein paar Minuten reichen. Aus dem, was hier zusammenkommt, entsteht unser Leitbild; der Stadtrat berät darüber öffentlich.

*Diese Stadt, ihre Menschen und alle Stimmen sind ein erfundenes Beispiel.*`,
} as const

export const approvedTexts: readonly ApprovedText[] = [
  // the town's own opening statements
  seed(1, 'Wer neu nach Erfundingen zieht, soll in den ersten Wochen persönlich begrüßt werden.', {
    base: 1.4,
    openness: 0.4,
    everyday: -0.7,
  }),
  seed(2, 'Deutsch soll die Sprache sein, in der wir uns alle verständigen können.', { base: 2.3, openness: -0.3, everyday: 0.1 }),
  seed(3, 'Der letzte Bus aus der Kreisstadt soll auch nach 21 Uhr noch fahren.', { base: 2.5, openness: 0, everyday: 0.2 }),
  seed(4, 'Die Stadt soll Deutschkurse mitbezahlen, wenn es vom Bund nicht genug Plätze gibt.', {
    base: 0.2,
    openness: 1.2,
    everyday: -0.8,
  }),
  seed(5, 'Vereine, die auf Zugezogene zugehen, sollen dafür einen Zuschuss bekommen.', { base: 0.5, openness: 0.4, everyday: -1.3 }),
  seed(6, 'Geflüchtete sollen über die ganze Stadt verteilt wohnen und nicht in einer großen Unterkunft.', {
    base: 0.7,
    openness: 1,
    everyday: 0.2,
  }),
  seed(7, 'Im Rathaus soll es Schilder in mehreren Sprachen geben.', { base: 0.1, openness: 1.9, everyday: -0.3 }),
  seed(8, 'Erfundingen braucht einen Integrationsrat, der im Stadtrat mitreden darf.', {
    base: -0.1,
    openness: 1.6,
    everyday: -0.6,
    pass: 0.18,
  }),
  seed(9, 'Beim Stadtfest soll jede Gruppe, die mag, einen Stand bekommen.', { base: 2.1, openness: 0.3, everyday: 0 }),
  seed(10, 'Jedes Kind soll spätestens ein Jahr vor der Schule einen Kitaplatz haben.', { base: 2.8, openness: 0.1, everyday: 0.1 }),
  seed(11, 'Leere Läden soll die Stadt günstig an alle vermieten, die dort etwas aufbauen wollen.', {
    base: 1.6,
    openness: 0.3,
    everyday: 0.5,
  }),
  seed(12, 'Wer Deutsche oder Deutscher wird, soll im Rathaus mit einer Feier begrüßt werden.', {
    base: 0.4,
    openness: 0.5,
    everyday: -1.4,
  }),

  // the opening evening: paper cards
  voice(13, 0, 'Wir brauchen wieder eine Kinderärztin in der Stadt. 40 Minuten Fahrt mit Fieberkind sind zu viel.', {
    base: 2.7,
    openness: 0,
    everyday: 0.1,
  }),
  voice(14, 0, 'Wer hier leben will, muss sich an unsere Gewohnheiten anpassen.', { base: 0.1, openness: -1.9, everyday: 0 }),
  voice(15, 0, 'Immer dieselben zehn Leute machen alles. Das Ehrenamt braucht eine bezahlte Kraft an seiner Seite.', {
    base: 0.9,
    openness: 0.3,
    everyday: -1.1,
  }),
  voice(16, 0, 'Erst Straßen und Schule reparieren, dann neue Projekte anfangen.', { base: 0.2, openness: -0.4, everyday: 1.8 }),
  voice(17, 0, 'Die Jugend hat hier nur den Parkplatz vom Supermarkt. Wir brauchen einen Treffpunkt mit Dach.', {
    base: 2.1,
    openness: 0.2,
    everyday: -0.1,
  }),
  voice(18, 0, 'Die Kirchenglocken sollen läuten wie immer. Das gehört zu Erfundingen.', { base: 1.4, openness: -1, everyday: -0.5 }),
  foreign(
    19,
    0,
    'uk',
    'Ми вдячні за допомогу. Тепер хочемо допомагати самі: кличте нас, коли потрібні руки.',
    'Wir sind dankbar für die Hilfe. Jetzt wollen wir selbst helfen: Ruft uns, wenn Hände gebraucht werden.',
    { base: 2.1, openness: 0.3, everyday: 0 },
  ),
  foreign(
    20,
    0,
    'ar',
    'فنجان قهوة مع الجيران أنفع من عشرة منشورات. فلنلتقِ مرة كل شهر.',
    'Eine Tasse Kaffee mit den Nachbarn nützt mehr als zehn Faltblätter. Treffen wir uns doch einmal im Monat.',
    { base: 2, openness: 0.3, everyday: -0.1 },
  ),
  voice(21, 1, 'Wer arbeiten will, soll arbeiten dürfen und nicht monatelang auf ein Papier warten.', {
    base: 2.3,
    openness: 0.2,
    everyday: 0.2,
  }),
  voice(22, 1, 'Die Stadt gibt zu viel für Integration aus und zu wenig für Familien, die schon lange hier sind.', {
    base: -0.4,
    openness: -1.4,
    everyday: 0.8,
  }),
  voice(23, 1, 'Die Moscheegemeinde soll einen ordentlichen Raum in der Innenstadt mieten können.', {
    base: -0.2,
    openness: 1.9,
    everyday: 0.1,
    pass: 0.16,
  }),
  voice(24, 2, 'Die Mieten steigen, und alle suchen dieselben kleinen Wohnungen. Die Stadt muss selbst wieder bauen.', {
    base: 1.5,
    openness: 0.2,
    everyday: 0.8,
  }),
  foreign(
    25,
    2,
    'uk',
    'Мій диплом медсестри визнають уже другий рік. Увесь цей час я могла б працювати в лікарні.',
    'Mein Abschluss als Krankenschwester wird nun schon das zweite Jahr geprüft. Die ganze Zeit könnte ich im Krankenhaus arbeiten.',
    { base: 1.7, openness: 0.5, everyday: 0.2 },
  ),
  voice(26, 3, 'Eine Stunde in der Woche nur für Frauen im Schwimmbad tut niemandem weh.', { base: 0.1, openness: 1.4, everyday: -0.3 }),
  voice(27, 3, 'Die Turnhalle darf nie wieder zur Unterkunft werden.', { base: 0.6, openness: -1.3, everyday: 0.2 }),
  voice(28, 4, 'Viele Ältere sitzen allein zu Hause. Ein Besuch in der Woche wäre schon viel.', { base: 2.4, openness: 0.2, everyday: 0 }),
  voice(29, 4, 'Bei der Ausländerbehörde wartet man ewig auf einen Termin. Das Landratsamt braucht dort mehr Leute.', {
    base: 0.8,
    openness: 1,
    everyday: -0.2,
    pass: 0.18,
  }),
  foreign(
    30,
    5,
    'ar',
    'نريد أن نتعلّم الألمانية بسرعة، لكن أقرب دورة تبعد ساعة بالحافلة. نحتاج إلى دورة هنا في المدينة.',
    'Wir wollen schnell Deutsch lernen, aber der nächste Kurs ist eine Busstunde entfernt. Wir brauchen einen Kurs hier in der Stadt.',
    { base: 1.4, openness: 0.8, everyday: -0.2 },
  ),
  voice(31, 5, 'Ich gehe im Dunkeln nicht mehr gern durch den Bahnhofspark.', { base: 0.4, openness: -0.9, everyday: 0.1 }),
  voice(32, 5, 'Formulare in einfachem Deutsch helfen allen, auch mir als Muttersprachlerin.', { base: 2.2, openness: 0.3, everyday: 0.3 }),
  voice(35, 6, 'Ein Leitbild macht keine Wohnung billiger. Kümmert euch zuerst um die Preise.', {
    base: 0.1,
    openness: -0.1,
    everyday: 1.8,
  }),
  foreign(
    36,
    7,
    'uk',
    'Дітям важливо не забути рідну мову. Нехай школа щосуботи надає нам клас для занять.',
    'Für Kinder ist es wichtig, ihre Muttersprache nicht zu vergessen. Die Schule soll uns samstags einen Raum für Unterricht geben.',
    { base: 0.1, openness: 1.5, everyday: -0.2 },
  ),
  voice(37, 7, 'Bei neuen Unterkünften will ich vorher gefragt werden und nicht hinterher einen Brief bekommen.', {
    base: 1,
    openness: -1.1,
    everyday: 0.2,
  }),
  voice(38, 8, 'Ohne Pflegekräfte aus dem Ausland müsste unser Altenheim schließen. Das sollten wir öfter sagen.', {
    base: 1.1,
    openness: 1.0,
    everyday: 0,
  }),
  voice(39, 8, 'Die Turnhalle soll abends auch für Kochabende und Sprachtreffs offen sein.', { base: 0.6, openness: 0.6, everyday: -1 }),
  foreign(
    40,
    9,
    'ar',
    'من يُنهي تدريبه المهني بنجاح يجب أن يُسمح له بالبقاء والعمل هنا.',
    'Wer seine Ausbildung erfolgreich abschließt, soll hier bleiben und arbeiten dürfen.',
    { base: 1.5, openness: 0.9, everyday: 0.4 },
  ),
  voice(42, 10, 'Die Regeln gelten für alle. Wer Ärger macht, muss das auch merken.', { base: 1.7, openness: -1.1, everyday: 0.3 }),
  voice(43, 11, 'Erntehelfer auf unseren Höfen brauchen anständige Zimmer statt Container.', { base: 1.5, openness: 0.7, everyday: 0.1 }),
  voice(44, 12, 'Mehr Licht im Bahnhofspark, und abends jemand, der nach dem Rechten sieht.', { base: 2.2, openness: -0.2, everyday: 0.1 }),
  foreign(
    45,
    12,
    'uk',
    'Автобус має ходити й після вечірньої зміни. Без нього доводиться відмовлятися від роботи.',
    'Der Bus muss auch nach der Spätschicht fahren. Ohne ihn muss man Arbeit ausschlagen.',
    { base: 2.1, openness: 0.2, everyday: 0.3 },
  ),
  voice(46, 13, 'Statt der nächsten Broschüre lieber eine Woche früher einen Termin im Bürgerbüro.', {
    base: 0.8,
    openness: -0.1,
    everyday: 1.4,
  }),
  foreign(
    47,
    14,
    'ar',
    'أبحث منذ سنتين عن مكان لابنتي في الروضة، وكثير من العائلات هنا في الوضع نفسه.',
    'Ich suche seit zwei Jahren einen Kitaplatz für meine Tochter, und vielen Familien hier geht es genauso.',
    { base: 1.6, openness: 0.3, everyday: 0.4 },
  ),
  voice(48, 14, 'Man müsste einfach mal was zusammen machen, dann wird das schon.', { base: 1, openness: 0.3, everyday: -0.3, pass: 0.36 }),
  foreign(
    49,
    15,
    'ar',
    'نحتاج إلى مكان لائق للصلاة، ونرحّب بكل من يريد زيارتنا.',
    'Wir brauchen einen würdigen Ort zum Beten und heißen alle willkommen, die uns besuchen möchten.',
    { base: -0.1, openness: 1.7, everyday: 0 },
  ),
  voice(50, 16, 'Der Kitabeitrag ist bei uns höher als die Rate fürs Auto. Der muss runter, vor allem anderen.', {
    base: 0.4,
    openness: 0.1,
    everyday: 1.5,
  }),
  foreign(
    51,
    17,
    'uk',
    'Вечірні курси німецької з доглядом за дітьми допомогли б багатьом матерям.',
    'Deutschkurse am Abend mit Kinderbetreuung würden vielen Müttern helfen.',
    { base: 1.1, openness: 0.9, everyday: -0.5 },
  ),
]

export const refusedTexts: readonly RefusedText[] = [
  {
    number: 33,
    text: 'Die Familie im Eckhaus in der Mühlgasse grüßt nie und ist immer laut.',
    language: 'de',
    day: 5,
    reason: 'personal-data',
    note: 'Der Satz zeigt auf eine bestimmte Familie. Schreiben Sie gern allgemein, was Sie sich für ruhige Abende wünschen.',
  },
  {
    number: 34,
    text: 'Wann wird endlich die Bundesstraße ausgebaut?',
    language: 'de',
    day: 6,
    reason: 'off-topic',
    note: 'Über die Bundesstraße entscheidet nicht die Stadt, und hier geht es um das Zusammenleben. Wir haben die Frage ans Bauamt gegeben.',
  },
  {
    number: 41,
    text: 'Das mit dem Dings am Markt, das geht so nicht.',
    language: 'de',
    day: 9,
    reason: 'unclear',
    note: 'Wir haben nicht verstanden, was gemeint ist. Schreiben Sie gern noch einmal, was sich ändern soll.',
  },
  {
    number: 52,
    text: 'Es muss endlich wieder ein Kinderarzt nach Erfundingen!',
    language: 'de',
    day: 17,
    reason: 'duplicate',
    note: 'Diese Aussage gibt es schon. Wir haben sie mit Nummer 13 zusammengelegt.',
    mergedInto: 13,
  },
]

export const waitingTexts: readonly WaitingText[] = [
  { number: 53, text: 'Die Bücherei soll auch samstags öffnen. Dort trifft man wirklich alle.', language: 'de', daysAgo: 4 },
  { number: 54, text: 'Der letzte Bus aus der Kreisstadt sollte auch nach 21 Uhr noch fahren!', language: 'de', daysAgo: 3 },
  { number: 55, text: 'Herr M. vom Bauamt ist eine Schlafmütze, deshalb wird hier nie etwas fertig.', language: 'de', daysAgo: 3 },
  // the typo is meant: something to mend before the first vote
  { number: 56, text: 'Die Spielpläzte brauchen Bänke im Schatten, damit Eltern ins Gespräch kommen.', language: 'de', daysAgo: 2 },
  {
    number: 57,
    text: 'Потрібен один зрозумілий список усіх гуртків для дітей і підлітків.',
    language: 'uk',
    daysAgo: 1,
    inGerman: 'Es braucht eine einzige, verständliche Liste aller Angebote für Kinder und Jugendliche.',
  },
  { number: 58, text: 'Verkaufe vier Winterreifen, kaum gefahren. Abholung in der Lindenstraße.', language: 'de', daysAgo: 1 },
  {
    number: 59,
    text: 'Beim Stadtlauf sollen gemischte Mannschaften starten, aus Alteingesessenen und Zugezogenen.',
    language: 'de',
    daysAgo: 1,
  },
  { number: 60, text: 'Die Feuerwehr sucht Nachwuchs. Ladet doch mal in der Unterkunft dazu ein!', language: 'de', daysAgo: 0 },
]

function seed(number: number, text: string, leaning: Leaning): ApprovedText {
  return { number, text, language: 'de', origin: 'seed', day: 0, leaning }
}

function voice(number: number, day: number, text: string, leaning: Leaning): ApprovedText {
  return { number, text, language: 'de', origin: 'resident', day, leaning }
}

/** Not everybody reads every language: more people pass. */
function foreign(number: number, day: number, language: 'uk' | 'ar', text: string, inGerman: string, leaning: Leaning): ApprovedText {
  return { number, text, language, origin: 'resident', day, leaning: { pass: 0.24, ...leaning }, inGerman }
}
