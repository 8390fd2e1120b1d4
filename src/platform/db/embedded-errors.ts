/** The embedded database is open already, here or in another process. Two on one directory would destroy it. */
export class DataDirectoryInUse extends Error {
  override name = 'DataDirectoryInUse'
  readonly directory: string

  constructor(directory: string) {
    super(`The data directory ${directory} is in use by another process. Stop that one first, or set LEITBILD_DATA to another directory.`)
    this.directory = directory
  }
}

/** The directory cannot hold the embedded database; the reason is a sentence for the operator. */
export class DataDirectoryUnusable extends Error {
  override name = 'DataDirectoryUnusable'
  readonly directory: string
  readonly reason: string

  constructor(directory: string, reason: string, options?: ErrorOptions) {
    super(`The data directory ${directory} cannot be used: ${reason}`, options)
    this.directory = directory
    this.reason = reason
  }
}

/** The embedded database stopped in the middle of its work. The process must end; the next start recovers what was acknowledged. */
export class DatabaseBroken extends Error {
  override name = 'DatabaseBroken'
}
