import 'hono/jsx'

declare module 'hono/jsx' {
  namespace JSX {
    interface IntrinsicElements {
      'voting-booth': HTMLAttributes
      'kiosk-watch': HTMLAttributes & { [data: `data-${string}`]: string | number }
    }
  }
}
