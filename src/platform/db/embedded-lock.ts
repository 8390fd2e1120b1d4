import { DatabaseSync } from 'node:sqlite'
import { DataDirectoryInUse, DataDirectoryUnusable } from './embedded-errors.ts'

const sqliteBusy = 5

// a lock that is garbage collected would be released
const held = new Set<DatabaseSync>()

/** Holds the directory for this process; the operating system lets go of it when the process ends in whatever way. */
export function lockDirectory(directory: string, file: string): { release(): void } {
  const lock = openLock(directory, file)
  try {
    lock.exec('pragma journal_mode = memory; begin exclusive')
  } catch (error) {
    lock.close()
    if (isBusy(error)) throw new DataDirectoryInUse(directory)
    throw unlockable(directory, error)
  }
  held.add(lock)
  return {
    release() {
      if (held.delete(lock)) lock.close()
    },
  }
}

function openLock(directory: string, file: string): DatabaseSync {
  try {
    return new DatabaseSync(file, { timeout: 0 })
  } catch (error) {
    throw unlockable(directory, error)
  }
}

const isBusy = (error: unknown) => (error as { errcode?: number }).errcode === sqliteBusy

const unlockable = (directory: string, error: unknown) =>
  new DataDirectoryUnusable(directory, `it cannot be locked (${(error as Error).message})`, { cause: error })
