import { parseArgs } from 'node:util'
import { type ImportOptions, type ImportProgress, type ImportRefusal, type ImportReport, importPolis, polisRefusalText } from '#dialogue'
import type { Config } from '#platform/config'
import { openServices } from '../services.ts'
import { progressOn } from './progress.ts'

const usage = `import polis DIR --municipality SLUG [--slug S] [--replace] [--source TEXT] [--licence NAME] [--language CODE]

  DIR               Ordner mit votes.csv (oder participants-votes.csv), comments.csv und, wenn vorhanden, summary.csv
  --municipality    Kurzname der Kommune, wie er in ihrer Adresse steht
  --slug            Kurzname des Dialogs; ohne ihn wird er aus der Frage gemacht
  --replace         ersetzt einen Import, der schon da ist
  --source          Herkunft der Daten, wird überall mit angezeigt
  --licence         Lizenz der Daten (sonst CC-BY-4.0)
  --language        Sprache der Aussagen, zum Beispiel en (sonst die erste Sprache der Kommune)`

export async function importData(config: Config, [format, ...rest]: string[]): Promise<number> {
  const given = format === 'polis' ? optionsIn(rest) : 'import kennt nur das Format polis.'
  if (typeof given === 'string') {
    console.error(`${given}\n\n${usage}`)
    return 2
  }
  const services = await openServices({ ...config, log: 'silent' })
  try {
    const municipality = services.municipalities.bySlug(given.municipality)
    if (!municipality) {
      console.error(
        unknownMunicipality(
          given.municipality,
          services.municipalities.all().map(({ slug }) => slug),
        ),
      )
      return 1
    }
    const begun = performance.now()
    const progress = progressOn(process.stderr)
    const result = await importPolis(services, municipality, given.options, done => progress.show(() => progressText(done))).finally(
      progress.end,
    )
    if ('refusal' in result) {
      console.error(`Nichts importiert. ${refusalText(result.refusal)}`)
      return 1
    }
    const address = `${config.http.address}/${municipality.slug}/dialog/${result.report.slug}/ergebnis`
    console.log(reportText(result.report, address, (performance.now() - begun) / 1000))
    return 0
  } finally {
    await services.database.close()
  }
}

function optionsIn(given: string[]): { municipality: string; options: ImportOptions } | string {
  try {
    const { values, positionals } = parseArgs({
      args: given,
      allowPositionals: true,
      options: {
        municipality: { type: 'string' },
        slug: { type: 'string' },
        replace: { type: 'boolean' },
        source: { type: 'string' },
        licence: { type: 'string' },
        language: { type: 'string' },
      },
    })
    const { municipality, ...options } = values
    const [directory, second] = positionals
    if (!directory || second) return 'import polis braucht genau einen Ordner.'
    if (!municipality) return 'Es fehlt --municipality: In welche Kommune soll importiert werden?'
    return { municipality, options: { directory, ...options } }
  } catch (error) {
    return `Falsche Angabe: ${(error as Error).message}`
  }
}

const unknownMunicipality = (slug: string, known: string[]) =>
  known.length > 0
    ? `Die Kommune „${slug}“ gibt es hier nicht. Es gibt: ${known.join(', ')}.`
    : `Die Kommune „${slug}“ gibt es hier nicht; es ist noch keine angelegt. Starten Sie zuerst den Server und richten Sie eine ein.`

function refusalText(refusal: ImportRefusal): string {
  switch (refusal.reason) {
    case 'unreadable':
      return polisRefusalText(refusal.refusal, 'de')
    case 'slug-wrong':
      return `„${refusal.slug}“ ist kein Kurzname: nur Kleinbuchstaben, Ziffern und einzelne Bindestriche, höchstens 60 Zeichen.`
    case 'language-wrong':
      return `„${refusal.language}“ ist kein Sprachkürzel wie de, en oder uk.`
    case 'imported-before':
      return `Genau diese Dateien sind schon da, als Dialog „${refusal.slug}“. Mit --replace (und ohne anderen --slug) wird er ersetzt.`
    case 'slug-taken':
      return refusal.isImport
        ? `Den Dialog „${refusal.slug}“ gibt es schon, aus anderen Dateien. --replace ersetzt ihn; mit --slug bekommt dieser einen anderen Kurznamen.`
        : `Den Dialog „${refusal.slug}“ gibt es schon, und er ist kein Import: Er wird nicht ersetzt. Wählen Sie mit --slug einen anderen Kurznamen.`
    case 'nothing-to-take':
      return 'In den Dateien steht keine Aussage, die zählt.'
    case 'number-too-large':
      return `comments.csv: Die Kennung ${refusal.id} ist zu groß.`
  }
}

function reportText({ slug, question, language, read, taken, ...report }: ImportReport, address: string, seconds: number): string {
  const { leftOut } = read
  const counts: [number, string][] = [
    [leftOut.statements.rejected, `von der Moderation abgelehnte Aussagen, mit ${whole(leftOut.votes.rejected)} Stimmen`],
    [leftOut.statements.meta, `Aussagen zur Person, mit ${whole(leftOut.votes.meta)} Stimmen`],
    [leftOut.statements.waiting, `nie freigegebene Aussagen, mit ${whole(leftOut.votes.waiting)} Stimmen`],
    [leftOut.unknownStatement, 'Stimmen zu Aussagen, die in comments.csv nicht stehen'],
    [leftOut.replaced, 'Stimmen, die dieselbe Person später geändert hat (die letzte zählt)'],
    [report.participantsWithoutVote, 'Personen, von denen keine Stimme zählt'],
  ]
  return [
    `${report.replaced ? 'Ersetzt' : 'Importiert'}: „${question}“ als Dialog „${slug}“ (archiviert, Sprache der Aussagen: ${language})`,
    `Gelesen: ${read.files.join(', ')} mit ${whole(read.votesRead)} Stimmen`,
    `Übernommen: ${whole(taken.participants)} Personen, ${whole(taken.statements)} Aussagen, ${whole(taken.votes)} Stimmen`,
    ...counts.filter(([count]) => count > 0).map(([count, what]) => `Ausgelassen: ${whole(count)} ${what}`),
    'Ausgelassen: wer welche Aussage geschrieben hat (schützt die Schreibenden)',
    signText(read.sign),
    ...(report.dayOfUndated ? [`Stimmen ohne Zeitangabe stehen auf dem ${report.dayOfUndated}.`] : []),
    `Ergebnis: ${address}`,
    `${seconds.toLocaleString('de-DE', { maximumFractionDigits: 1 })} Sekunden`,
  ].join('\n')
}

function signText({ result, counted, differing, differingIfTurned }: ImportReport['read']['sign']): string {
  if (result === 'unchecked') return 'Vorzeichen: ungeprüft, comments.csv nennt keine Anzahlen (+1 gilt als Zustimmung)'
  if (result === 'undecided') return 'Vorzeichen: aus comments.csv nicht zu entscheiden (+1 gilt als Zustimmung)'
  return `Vorzeichen: +1 bedeutet Zustimmung, von comments.csv bestätigt (von ${whole(counted)} Stimmen weichen ${whole(differing)} ab, umgekehrt wären es ${whole(differingIfTurned)})`
}

function progressText(progress: ImportProgress): string {
  if (progress.step === 'storing') return `Speichern: ${whole(progress.votes)} von ${whole(progress.of)} Stimmen`
  const { file, bytesRead, bytes } = progress
  return `Lesen: ${file}, ${Math.floor((100 * bytesRead) / bytes)} % von ${whole(bytes / 1000)} kB`
}

const whole = (value: number) => Math.round(value).toLocaleString('de-DE')
