import { test } from 'vitest'
import { openTestInstance, sharedData } from '#testing'
import { importPolis } from '#dialogue'
import { readVoteList } from './map-snapshot.store.ts'
import { findDialogue } from './dialogue.store.ts'
test('x', async () => {
  const instance = await openTestInstance()
  const town = await instance.addTown()
  const root = sharedData('conversations')!
  for (const name of ['klimarat-produktion-konsum', 'vtaiwan-uberx']) {
    const t = performance.now(); const marks: string[] = []
    const r = await importPolis(instance.services, town, { directory: `${root}/${name}`, language: 'en', slug: name }, p => { if (p.step==='storing') marks.push(`${p.votes}@${Math.round(performance.now()-t)}`) })
    console.log(name, Math.round(performance.now() - t), marks.join(' '))
    const d = await instance.services.database.reading(town.id, db => findDialogue(db, name))
    let u = performance.now()
    await readVoteList(instance.services.database, town.id, d!.id)
    console.log('read', performance.now() - u); u = performance.now()
    await instance.services.database.maintain()
    console.log('maintain', performance.now() - u); u = performance.now()
    await readVoteList(instance.services.database, town.id, d!.id)
    console.log('read', performance.now() - u); u = performance.now()
  }
  console.log(instance.log.join('\n'))
})
