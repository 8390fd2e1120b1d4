import type { Services } from '#platform/web'
export async function fillDemo(_services: Services): Promise<void> {}
