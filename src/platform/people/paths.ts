import { path, townPath } from '#platform/web'

/** Every address of people: of the instance, and of a town's desk. */
export const paths = {
  signIn: path('/anmelden'),
  signInLink: path('/anmelden/:token'),
  passkeySignInQuestion: path('/anmelden/passkey/anfrage'),
  passkeySignIn: path('/anmelden/passkey'),
  signOut: path('/abmelden'),
  setUp: path('/einrichten/:token'),
  invitation: path('/einladung/:token'),
  account: path('/konto'),
  ownData: path('/konto/daten'),
  ownDataFile: path('/konto/daten/kopie.json'),
  ownErasure: path('/konto/loeschung'),
  ownName: path('/konto/name'),
  sessionEnd: path('/konto/sitzungen/:session/ende'),
  otherSessionsEnd: path('/konto/sitzungen/ende'),
  passkeyQuestion: path('/konto/passkeys/anfrage'),
  passkeys: path('/konto/passkeys'),
  passkeyName: path('/konto/passkeys/:passkey/name'),
  passkeyRemoval: path('/konto/passkeys/:passkey/entfernung'),
  operation: path('/betrieb'),
  newMunicipality: path('/betrieb/gemeinden'),
  desk: townPath('/verwaltung'),
  members: townPath('/verwaltung/personen'),
  invitations: townPath('/verwaltung/personen/einladungen'),
  revocation: townPath('/verwaltung/personen/einladungen/:invitation/widerruf'),
  memberRole: townPath('/verwaltung/personen/:person/rolle'),
  memberRemoval: townPath('/verwaltung/personen/:person/entfernung'),
  record: townPath('/verwaltung/protokoll'),
  oidc: townPath('/anmelden/konto'),
  oidcReturn: townPath('/anmelden/konto/rueckkehr'),
  provider: townPath('/verwaltung/konten'),
  providerRemoval: townPath('/verwaltung/konten/entfernung'),
}

/** An address on this site to return to, or undefined: nobody is sent elsewhere after signing in. */
export function ownAddress(wanted: string | undefined): string | undefined {
  const here = 'http://here.invalid'
  if (!wanted?.startsWith('/') || !URL.canParse(wanted, here)) return undefined
  const { origin, pathname, search } = new URL(wanted, here)
  return origin === here && pathname.startsWith('/') && !pathname.startsWith('//') ? pathname + search : undefined
}
