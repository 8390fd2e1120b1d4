import { sql } from 'kysely'
import type { Read } from '#platform/db'
import type { Municipality } from '#platform/municipalities'
import { providerInUse } from '#platform/people'
import type { Services } from '#platform/web'
import type { DialogueFacts } from './processing.ts'
import type { VoluntaryQuestion } from './voluntary.ts'

/** What is switched on in the dialogues of a town, or has left data that are still there. */
export async function dialogueFacts(db: Read, { slug, fewestToShow }: Municipality, { config }: Services): Promise<DialogueFacts> {
  const [row] = await db.rows<
    Omit<DialogueFacts, 'slug' | 'fewestToShow' | 'canSendMail' | 'provider' | 'translator'> & { isTranslated: boolean }
  >(sql`
    with shown as (select * from dialogue where municipality_id = ${db.municipality} and phase <> 'draft'),
      way as (select distinct channel from participant where municipality_id = ${db.municipality})
    select exists (select from shown) as "isVotedIn",
      exists (select from shown where residents_may_add)
        or exists (select from statement where municipality_id = ${db.municipality} and origin = 'resident') as "hasProposals",
      array(select distinct level from shown
        union select level from voice_proof where municipality_id = ${db.municipality}
        union select 'letter' from letter_code where municipality_id = ${db.municipality}) as levels,
      array(select distinct unnest(questions) from voluntary_setup join shown
        on shown.municipality_id = voluntary_setup.municipality_id and shown.id = voluntary_setup.dialogue_id
        where voluntary_setup.municipality_id = ${db.municipality}
        union select question from voluntary_answer where municipality_id = ${db.municipality}) as questions,
      exists (select from way where channel = 'kiosk')
        or exists (select from audit_entry where municipality_id = ${db.municipality} and deed = 'kiosk-started') as "hasKiosk",
      exists (select from way where channel in ('paper', 'table'))
        or exists (select from sheet_run where municipality_id = ${db.municipality}) as "hasPaper",
      exists (select from translation_service where municipality_id = ${db.municipality} and is_on) as "isTranslated",
      exists (select from subscriber where municipality_id = ${db.municipality}) as "hasSubscribers"`)
  const provider = await providerInUse(db)
  return {
    isVotedIn: row?.isVotedIn ?? false,
    hasProposals: row?.hasProposals ?? false,
    levels: row?.levels ?? [],
    questions: (row?.questions ?? []) as VoluntaryQuestion[],
    hasKiosk: row?.hasKiosk ?? false,
    hasPaper: row?.hasPaper ?? false,
    hasSubscribers: row?.hasSubscribers ?? false,
    slug,
    fewestToShow,
    translator: row?.isTranslated && config.translation ? new URL(config.translation.address).hostname : undefined,
    canSendMail: config.mail !== undefined,
    provider: provider?.forParticipants ? provider.host : undefined,
  }
}
