import { renderSVG } from 'uqr'

/** An address as a QR code: black on white, with the quiet zone of four modules the standard asks for, readable with a seventh of it damaged. */
export const qrCode = (address: string): string => renderSVG(address, { ecc: 'M', border: 4 })
