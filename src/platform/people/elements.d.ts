import 'hono/jsx'

declare module 'hono/jsx' {
  namespace JSX {
    interface IntrinsicElements {
      'passkey-sign-in': HTMLAttributes & { 'data-question': string }
      'passkey-registration': HTMLAttributes & { 'data-question': string }
    }
  }
}
