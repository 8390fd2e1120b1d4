const most = 20

/** The newest few files that were made: setting one takes a second of a processor, and a link to it may be read by a whole town. */
export class KeptFiles {
  private readonly kept = new Map<string, Promise<Uint8Array>>()

  /** The file of this name; made once, also where many ask for it at the same moment. */
  of(key: string, make: () => Promise<Uint8Array>): Promise<Uint8Array> {
    const known = this.kept.get(key)
    if (known) return known
    const made = make()
    made.catch(() => this.kept.delete(key))
    this.kept.set(key, made)
    for (const oldest of [...this.kept.keys()].slice(0, -most)) this.kept.delete(oldest)
    return made
  }
}
