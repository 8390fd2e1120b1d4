/** A day that exists, as fields of dates send it: `2026-02-28`, in this century or the last. */
export const isDay = (text: string) =>
  /^(19|20)\d{2}-\d{2}-\d{2}$/.test(text) && new Date(`${text}T00:00Z`).toJSON()?.startsWith(text) === true
