import { encode } from 'uqr'

/** The standard (ISO/IEC 18004) asks for a quiet zone of four modules around the code. */
const quietZone = 4

/** An address as a QR code that can still be read where a seventh of it is damaged. */
export function LetterQr({ address, label }: { address: string; label: string }) {
  const { data, size } = encode(address, { ecc: 'M', border: quietZone })
  return (
    <svg class="code-letter__qr" role="img" aria-label={label} viewBox={`0 0 ${size} ${size}`} shape-rendering="crispEdges">
      <path d={data.map(runsOf).join('')} />
    </svg>
  )
}

/** The dark modules of a row, as few rectangles as there are runs of them. */
const runsOf = (row: boolean[], y: number) =>
  [
    ...row
      .map(isDark => (isDark ? 'x' : ' '))
      .join('')
      .matchAll(/x+/g),
  ]
    .map(({ index, 0: { length } }) => `M${index} ${y}h${length}v1h-${length}z`)
    .join('')
