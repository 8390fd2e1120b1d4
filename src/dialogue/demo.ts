import { languageOf } from '#platform/languages'
import { fewestToShowLimits, type Municipality } from '#platform/municipalities'
import { type Chance, chanceFrom, drawn, shuffled } from './demo.chance.ts'
import { demoAnswers } from './demo.people.ts'
import {
  type ApprovedText,
  approvedTexts,
  type DemoLanguage,
  type DemoReason,
  demoDialogue,
  demoMunicipality,
  type Leaning,
  refusedTexts,
  waitingTexts,
} from './demo.texts.ts'
import type { VoluntaryAnswers } from './voluntary.ts'

export type { DemoLanguage, DemoReason } from './demo.texts.ts'

export type DemoAnswer = 'agree' | 'disagree' | 'pass'

export type DemoVote = { participant: number; statement: number; answer: DemoAnswer; day: string }

export type DemoCurrent = 'open' | 'order' | 'everyday'

/** The current is known of invented people only; it serves the tests and is never stored. */
export type DemoParticipant = { number: number; current: DemoCurrent; firstDay: string; saysOfThemselves: VoluntaryAnswers }

export type DemoStatement = {
  number: number
  text: string
  language: DemoLanguage
  origin: 'seed' | 'resident'
  submittedOn: string
  state: 'approved' | 'pending' | 'rejected' | 'merged'
  decidedOn?: string
  reason?: DemoReason
  note?: string
  mergedInto?: number
  inGerman?: string
}

export type DemoDialogue = {
  slug: string
  question: string
  description: string
  opensOn: string
  closesOn: string
  languages: string[]
  statements: DemoStatement[]
  participants: DemoParticipant[]
  votes: DemoVote[]
}

export type DemoMunicipality = Omit<Municipality, 'id'>

export type DemoTown = { municipality: DemoMunicipality; dialogue: DemoDialogue }

/** An invented small town in the middle of its dialogue. Same day and seed, same town. */
export function demoTown(today: string, seed = 1): DemoTown {
  const calendar = calendarOf(today)
  const chance = chanceFrom(seed)
  const people = Array.from({ length: population }, (_, index) => newPerson(index + 1, chance, calendar))
  const languages = [...demoMunicipality.languages]
  const frankness = chanceFrom(seed + 1)
  return {
    municipality: {
      ...demoMunicipality,
      languages,
      ars: null,
      parentDistrictAgs: null,
      isDemo: true,
      crestDigest: null,
      fewestToShow: fewestToShowLimits.usual,
    },
    dialogue: {
      ...demoDialogue,
      opensOn: calendar.dayAt(0),
      closesOn: calendar.dayAt(lastDay + daysLeft),
      languages: languages.filter(code => !languageOf(code).isEasyForm),
      statements: statementsOf(calendar),
      participants: people.map(({ number, current, visits }) => ({
        number,
        current,
        firstDay: calendar.dayAt(visits[0]!),
        saysOfThemselves: demoAnswers(current, frankness),
      })),
      votes: people
        .flatMap(person => votesOf(person, chance))
        .sort((a, b) => a.day - b.day || a.participant - b.participant)
        .map(vote => ({ ...vote, day: calendar.dayAt(vote.day) })),
    },
  }
}

const population = 380
/** Today is the 27th day of six weeks. */
const lastDay = 26
const daysLeft = 16
const articleDay = 12
const fewestVotes = 6
const mostVotes = approvedTexts.length

type Position = { openness: number; everyday: number }
type Person = Position & { number: number; current: DemoCurrent; visits: number[]; patience: number; hesitation: number }
type Calendar = { dayAt: (offset: number) => string; bustle: { day: number; weight: number }[] }

/** Where a current has its middle. People scatter so widely around it that many stand between two. */
const currents: { name: DemoCurrent; weight: number; centre: Position }[] = [
  { name: 'open', weight: 0.38, centre: { openness: 1.15, everyday: -0.45 } },
  { name: 'order', weight: 0.29, centre: { openness: -1.15, everyday: -0.8 } },
  { name: 'everyday', weight: 0.33, centre: { openness: -0.1, everyday: 1.3 } },
]
const spread = 0.35
/** How strongly a person's position shows in the answers. */
const clarity = 1.4

function newPerson(number: number, chance: Chance, { bustle }: Calendar): Person {
  const { name, centre } = drawn(currents, chance)
  const first = drawn(bustle, chance).day
  const comesBack = chance.next() < 0.35 && first < lastDay
  return {
    number,
    current: name,
    openness: centre.openness + spread * chance.bell(),
    everyday: centre.everyday + spread * chance.bell(),
    visits: comesBack ? [first, drawn(bustle.slice(first + 1), chance).day] : [first],
    patience: patience(chance),
    hesitation: Math.exp(0.45 * chance.bell()),
  }
}

/** Some look in briefly, most stay for about twenty statements, a few want to see them all. */
function patience(chance: Chance): number {
  const kind = chance.next()
  if (kind < 0.07) return mostVotes
  const typical = kind < 0.27 ? 9 : 21
  return Math.round(Math.min(mostVotes, Math.max(fewestVotes, typical * Math.exp(0.3 * chance.bell()))))
}

function votesOf(person: Person, chance: Chance) {
  const seen = new Set<number>()
  return person.visits.flatMap((day, visit) => {
    const waiting = approvedTexts.filter(text => approvalDay(text) <= day && !seen.has(text.number))
    // whoever comes back has something left to say, whoever comes once says it at once
    const wanted =
      visit === 0 && person.visits.length > 1 ? Math.max(fewestVotes, Math.ceil(person.patience * 0.7)) : person.patience - seen.size
    const taken = shuffled(waiting, chance).slice(0, Math.max(0, wanted))
    for (const { number } of taken) seen.add(number)
    return taken.map(({ number, leaning }) => ({
      participant: person.number,
      statement: number,
      answer: answerOf(person, leaning, chance),
      day,
    }))
  })
}

function answerOf(person: Person, { base, openness, everyday, pass = 0.075 }: Leaning, chance: Chance): DemoAnswer {
  if (chance.next() < Math.min(0.8, pass * person.hesitation)) return 'pass'
  const pull = base + clarity * (openness * person.openness + everyday * person.everyday)
  return chance.next() < 1 / (1 + Math.exp(-pull)) ? 'agree' : 'disagree'
}

function statementsOf({ dayAt }: Calendar): DemoStatement[] {
  const approved = approvedTexts.map(({ number, text, language, origin, day, inGerman }) => ({
    number,
    text,
    language,
    origin,
    submittedOn: dayAt(day),
    state: 'approved' as const,
    decidedOn: dayAt(approvalDay({ day })),
    ...(inGerman && { inGerman }),
  }))
  const refused = refusedTexts.map(({ number, text, language, day, reason, note, mergedInto }) => ({
    number,
    text,
    language,
    origin: 'resident' as const,
    submittedOn: dayAt(day),
    state: mergedInto ? ('merged' as const) : ('rejected' as const),
    decidedOn: dayAt(day + 1),
    reason,
    note,
    ...(mergedInto && { mergedInto }),
  }))
  const waiting = waitingTexts.map(({ number, text, language, daysAgo, inGerman }) => ({
    number,
    text,
    language,
    origin: 'resident' as const,
    submittedOn: dayAt(lastDay - daysAgo),
    state: 'pending' as const,
    ...(inGerman && { inGerman }),
  }))
  return [...approved, ...refused, ...waiting].sort((a, b) => a.number - b.number)
}

/** Cards of the opening evening are read there and then; later ones wait until the next day. */
const approvalDay = ({ day }: Pick<ApprovedText, 'day'>) => (day === 0 ? 0 : day + 1)

function calendarOf(today: string): Calendar {
  const end = Date.parse(`${today}T00:00:00Z`)
  const at = (offset: number) => new Date(end + (offset - lastDay) * 86_400_000)
  const dayAt = (offset: number) => at(offset).toISOString().slice(0, 10)
  // some impossible days, 30 February among them, are silently read as a later one
  if (Number.isNaN(end) || dayAt(lastDay) !== today) throw new RangeError(`Not a day: ${today}`)
  return { dayAt, bustle: Array.from({ length: lastDay + 1 }, (_, day) => ({ day, weight: bustleOn(day, at(day).getUTCDay()) })) }
}

/** A rush at the start, another when the newspaper reports, and quiet weeks with livelier weekends between. */
function bustleOn(day: number, weekday: number): number {
  const start = 3.5 * Math.exp(-day / 2)
  const article = day < articleDay ? 0 : 6 * Math.exp(-(day - articleDay) / 2)
  const leisure = weekday === 0 ? 1.7 : weekday === 6 ? 1.4 : 1
  return (1 + start + article) * leisure * (day === lastDay ? 0.5 : 1)
}
