/** By when what came in on a day is to be decided, as the strictest dialogue of a vision has promised. */
export type Due = (day: string) => Date
