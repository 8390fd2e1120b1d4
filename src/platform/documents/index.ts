export { families, unprintableIn } from './fonts.ts'
export { type Document, type Press, type Printed, type PrintRefusal, printDocument } from './press.ts'
export { qrCode } from './qr.ts'
export { frame } from './template.ts'
