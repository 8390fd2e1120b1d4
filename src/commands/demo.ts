import { installDemo, openResults } from '#dialogue'
import { installDemoPlan } from '#plan'
import type { Municipality } from '#platform/municipalities'
import type { Services } from '#platform/web'
import { installDemoVision } from '#vision'

/** Fills the invented example town, unless it is there; later rooms add their part. */
export async function fillDemo(services: Services): Promise<Municipality> {
  const town = await installDemo(services)
  await installDemoVision(services, openResults(), town)
  await installDemoPlan(services, town)
  return town
}
