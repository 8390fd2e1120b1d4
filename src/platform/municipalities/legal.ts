import type { Translate } from '#platform/languages'
import { type Municipality, type State, states } from './municipality.ts'

/** Texts the law wants of a town for which we can offer a draft that is true of this software. */
export const draftedTexts = ['accessibilityStatement'] as const
export type DraftedText = (typeof draftedTexts)[number]

/** A draft in Markdown, in the language of `t`; `address` is that of the town's pages. */
export function draftOf(which: DraftedText, town: Municipality, address: string, t: Translate): string {
  const stateLaw = stateLaws[town.state]
  return t(`municipality.draft.${which}`, {
    town: escaped(town.name),
    state: states[town.state],
    contact: town.contactEmail
      ? t('municipality.draft.contact-email', { email: escaped(town.contactEmail), link: `<mailto:${town.contactEmail}>` })
      : t('municipality.draft.contact-imprint', { imprint: `/${town.slug}/impressum` }),
    address,
    imprint: `/${town.slug}/impressum`,
    law: stateLaw.accessibility,
  })
}

/** Who supervises data protection in the public bodies of a state. */
export const privacyAuthorityOf = (state: State) => ({ name: stateLaws[state].privacyAuthority, address: stateLaws[state].privacyAddress })

const escaped = (text: string) => text.replace(/[\\`*_[\]<>#!&]/g, '\\$&')

type StateLaw = { privacyAuthority: string; privacyAddress: string; accessibility: string }

/** Who supervises data protection in public bodies of a state (Art. 51 GDPR), and its law on accessible web pages. */
const stateLaws: Record<State, StateLaw> = {
  '01': law(
    'Unabhängiges Landeszentrum für Datenschutz Schleswig-Holstein',
    'www.datenschutzzentrum.de',
    'Landesbehindertengleichstellungsgesetz Schleswig-Holstein',
  ),
  '02': law(
    'Der Hamburgische Beauftragte für Datenschutz und Informationsfreiheit',
    'datenschutz-hamburg.de',
    'Hamburgisches Behindertengleichstellungsgesetz',
  ),
  '03': law(
    'Der Landesbeauftragte für den Datenschutz Niedersachsen',
    'www.lfd.niedersachsen.de',
    'Niedersächsisches Behindertengleichstellungsgesetz',
  ),
  '04': law(
    'Die Landesbeauftragte für Datenschutz und Informationsfreiheit der Freien Hansestadt Bremen',
    'www.datenschutz.bremen.de',
    'Bremisches Behindertengleichstellungsgesetz',
  ),
  '05': law(
    'Landesbeauftragte für Datenschutz und Informationsfreiheit Nordrhein-Westfalen',
    'www.ldi.nrw.de',
    'Behindertengleichstellungsgesetz Nordrhein-Westfalen',
  ),
  '06': law(
    'Der Hessische Beauftragte für Datenschutz und Informationsfreiheit',
    'datenschutz.hessen.de',
    'Hessisches Behinderten-Gleichstellungsgesetz',
  ),
  '07': law(
    'Der Landesbeauftragte für den Datenschutz und die Informationsfreiheit Rheinland-Pfalz',
    'www.datenschutz.rlp.de',
    'Landesinklusionsgesetz Rheinland-Pfalz',
  ),
  '08': law(
    'Der Landesbeauftragte für den Datenschutz und die Informationsfreiheit Baden-Württemberg',
    'www.baden-wuerttemberg.datenschutz.de',
    'Landes-Behindertengleichstellungsgesetz Baden-Württemberg',
  ),
  '09': law(
    'Der Bayerische Landesbeauftragte für den Datenschutz',
    'www.datenschutz-bayern.de',
    'Bayerisches Behindertengleichstellungsgesetz',
  ),
  '10': law('Unabhängiges Datenschutzzentrum Saarland', 'www.datenschutz.saarland.de', 'Saarländisches Behindertengleichstellungsgesetz'),
  '11': law(
    'Berliner Beauftragte für Datenschutz und Informationsfreiheit',
    'www.datenschutz-berlin.de',
    'Barrierefreie-IKT-Gesetz Berlin',
  ),
  '12': law(
    'Die Landesbeauftragte für den Datenschutz und für das Recht auf Akteneinsicht Brandenburg',
    'www.lda.brandenburg.de',
    'Brandenburgisches Behindertengleichstellungsgesetz',
  ),
  '13': law(
    'Der Landesbeauftragte für Datenschutz und Informationsfreiheit Mecklenburg-Vorpommern',
    'www.datenschutz-mv.de',
    'Landesbehindertengleichstellungsgesetz Mecklenburg-Vorpommern',
  ),
  '14': law('Sächsische Datenschutz- und Transparenzbeauftragte', 'www.datenschutz.sachsen.de', 'Barrierefreie-Websites-Gesetz Sachsen'),
  '15': law(
    'Landesbeauftragte für den Datenschutz Sachsen-Anhalt',
    'datenschutz.sachsen-anhalt.de',
    'Behindertengleichstellungsgesetz Sachsen-Anhalt',
  ),
  '16': law(
    'Thüringer Landesbeauftragter für den Datenschutz und die Informationsfreiheit',
    'www.tlfdi.de',
    'Thüringer Gesetz über den barrierefreien Zugang zu Websites und mobilen Anwendungen',
  ),
}

function law(privacyAuthority: string, host: string, accessibility: string): StateLaw {
  return { privacyAuthority, privacyAddress: `https://${host}`, accessibility }
}
