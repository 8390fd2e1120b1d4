import { note } from '#platform/audit'
import type { Write } from '#platform/db'
import type { SignedIn } from '#platform/web'
import type { Dialogue } from './dialogue.ts'
import { policyOf, putPolicy } from './moderation.policy.store.ts'
import { judgePolicy, type PolicyRefusal, type PolicyValues } from './moderation.policy.ts'

/** Changes the published rules. Texts that were rejected before stay hidden: nobody wrote them knowing better. */
export async function changePolicy(
  db: Write,
  by: SignedIn,
  dialogue: Dialogue,
  values: PolicyValues,
  now: Date,
): Promise<PolicyRefusal | undefined> {
  const refusal = judgePolicy(values)
  if (refusal) return refusal
  const before = await policyOf(db, dialogue.id)
  const rejectedTextsSince = values.publishesRejected ? (before.rejectedTextsSince ?? now) : null
  const promisedHours = Number(values.promisedHours)
  await putPolicy(db, dialogue.id, { text: values.text, promisedHours, rejectedTextsSince })
  const details = { hours: promisedHours, texts: values.publishesRejected }
  await note(db, { personId: by.personId, deed: 'moderation-policy-changed', subject: dialogue.slug, details })
}
