import { createHmac, createSecretKey, timingSafeEqual } from 'node:crypto'

/** Signs texts for one purpose, so that a signature made for one thing is worth nothing for another. */
export type Signer = {
  sign(text: string): string
  /** The text if its signature is ours, else undefined. */
  open(signed: string | undefined): string | undefined
}

export function signerFor(secret: Buffer, purpose: string): Signer {
  const key = createSecretKey(createHmac('sha256', secret).update(purpose).digest())
  const signatureOf = (text: string) => createHmac('sha256', key).update(text).digest('base64url')
  return {
    sign: text => `${text}.${signatureOf(text)}`,
    open: signed => {
      const cut = signed?.lastIndexOf('.') ?? -1
      if (!signed || cut < 1) return undefined
      const text = signed.slice(0, cut)
      const expected = Buffer.from(signatureOf(text))
      const given = Buffer.from(signed.slice(cut + 1))
      return expected.length === given.length && timingSafeEqual(expected, given) ? text : undefined
    },
  }
}
