import { installDemo } from '#dialogue'
import type { Services } from '#platform/web'

/** Fills the invented example town, unless it is there; later rooms add their part. */
export async function fillDemo(services: Services): Promise<void> {
  await installDemo(services)
}
