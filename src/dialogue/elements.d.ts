import 'hono/jsx'

declare module 'hono/jsx' {
  namespace JSX {
    interface IntrinsicElements {
      'voting-booth': HTMLAttributes
      'sheet-ticks': HTMLAttributes & { 'data-begin'?: string }
      'kiosk-watch': HTMLAttributes & { [data: `data-${string}`]: string | number }
    }
  }
}
