/**
 * WebAssembly written down as expressions: every function here gives the bytes of an instruction with its operands before it, as the
 * specification numbers them (WebAssembly Core Specification 2.0, chapter 5). Only what the kernel needs.
 */
export type Code = readonly number[]

const types = { i32: 0x7f, f32: 0x7d, v128: 0x7b }
export type Type = keyof typeof types

/** A variable of a function. */
export type Local = { get: Code; set(value: Code): Code }

const operation =
  (...opcode: number[]) =>
  (...operands: Code[]): Code => [...operands.flat(), ...opcode]
const simd = (opcode: number) => operation(0xfd, ...unsigned(opcode))
/** Reads or writes at an address, `offset` bytes further on. */
const access =
  (opcode: Code) =>
  (offset: number, ...operands: Code[]): Code => [...operands.flat(), ...opcode, 0, ...unsigned(offset)]

export const i32 = {
  constant: (value: number): Code => [0x41, ...signed(value)],
  load: access([0x28]),
  add: operation(0x6a),
  multiply: operation(0x6c),
  and: operation(0x71),
  shiftLeft: operation(0x74),
  shiftRight: operation(0x76),
  isAtLeast: operation(0x4f),
}

export const f32 = {
  constant: (value: number): Code => [0x43, ...new Uint8Array(Float32Array.of(value).buffer)],
  load: access([0x2a]),
  add: operation(0x92),
  multiply: operation(0x94),
  isEqual: operation(0x5b),
}

/** Four numbers of 32 bits. */
export const four = {
  load: access([0xfd, 0x00]),
  load32Everywhere: access([0xfd, 0x09]),
  load64: access([0xfd, 0x5d]),
  /** Into the upper half of `value`. */
  load64Above: (offset: number, address: Code, value: Code): Code => [...address, ...value, 0xfd, 0x57, 0, ...unsigned(offset), 1],
  store: access([0xfd, 0x0b]),
  storeFirst: (offset: number, address: Code, value: Code): Code => [...address, ...value, 0xfd, 0x5a, 0, ...unsigned(offset), 0],
  /** Numbers 0 to 3 are those of `a`, 4 to 7 those of `b`. */
  shuffle: (a: Code, b: Code, ...lanes: number[]): Code => [
    ...a,
    ...b,
    0xfd,
    0x0d,
    ...lanes.flatMap(lane => [4 * lane, 4 * lane + 1, 4 * lane + 2, 4 * lane + 3]),
  ],
  everywhere: (value: number): Code => [...f32.constant(value), 0xfd, 0x13],
  withLane: (value: Code, lane: number, number: Code): Code => [...value, ...number, 0xfd, 0x20, lane],
  add: simd(0xe4),
  subtract: simd(0xe5),
  multiply: simd(0xe6),
  divide: simd(0xe7),
  least: simd(0xe8),
  most: simd(0xe9),
  nearest: simd(0x6a),
  root: simd(0xe3),
  isGreater: simd(0x44),
  isAny: simd(0x53),
  and: simd(0x4e),
  /** `a` where the mask is set, else `b`. */
  choose: (a: Code, b: Code, mask: Code): Code => simd(0x52)(a, b, mask),
}

/** Two numbers of 64 bits. */
export const two = {
  /** Of the first two numbers of four. */
  from: simd(0x5f),
  add: simd(0xf0),
}

export const fourIntegers = {
  everywhere: (value: number): Code => [...i32.constant(value), 0xfd, 0x11],
  lane: (value: Code, lane: number): Code => [...value, 0xfd, 0x1b, lane],
  shiftLeft: (value: Code, bits: number): Code => simd(0xab)(value, i32.constant(bits)),
  shiftRight: (value: Code, bits: number): Code => simd(0xac)(value, i32.constant(bits)),
  add: simd(0xae),
  subtract: simd(0xb1),
  /** Towards 0. */
  from: simd(0xf8),
  toNumbers: simd(0xfa),
}

/** Repeats until `isDone`, which is asked first. */
export const until = (isDone: Code, ...body: Code[]): Code => [
  0x02,
  0x40,
  0x03,
  0x40,
  ...isDone,
  0x0d,
  1,
  ...body.flat(),
  0x0c,
  0,
  0x0b,
  0x0b,
]
export const when = (condition: Code, ...body: Code[]): Code => [...condition, 0x04, 0x40, ...body.flat(), 0x0b]
export const unless = (condition: Code, ...body: Code[]): Code => when([...condition, 0x45], ...body)

/** `parameters` are integers. */
export type Procedure = { name: string; parameters: number; body: (parameters: Local[], local: (type: Type) => Local) => Code }

/** A module of these procedures over a memory that is imported. */
export function assembled(procedures: Procedure[]): WebAssembly.Module {
  const signatures = procedures.map(({ parameters }) => [0x60, ...list(new Array(parameters).fill([types.i32])), 0])
  const names = procedures.map(({ name }, index) => [...text(name), 0, index])
  return new WebAssembly.Module(
    Uint8Array.from([
      ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
      ...section(1, list(signatures)),
      ...section(2, list([[...text('from'), ...text('memory'), 2, 0, 1]])),
      ...section(3, list(procedures.map((_, index) => [index]))),
      ...section(7, list(names)),
      ...section(10, list(procedures.map(bytesOf))),
    ]),
  )
}

function bytesOf({ parameters, body }: Procedure): Code {
  const declared: Code[] = []
  const variable = (index: number): Local => ({
    get: [0x20, ...unsigned(index)],
    set: value => [...value, 0x21, ...unsigned(index)],
  })
  const local = (type: Type) => variable(parameters + declared.push([1, types[type]]) - 1)
  const code = body(
    Array.from({ length: parameters }, (_, index) => variable(index)),
    local,
  )
  const whole = [...list(declared), ...code, 0x0b]
  return [...unsigned(whole.length), ...whole]
}

const section = (id: number, content: Code): Code => [id, ...unsigned(content.length), ...content]
const list = (items: Code[]): Code => [...unsigned(items.length), ...items.flat()]
const text = (letters: string): Code => list([...letters].map(letter => [letter.charCodeAt(0)]))

/** LEB128. */
function unsigned(value: number): number[] {
  return value < 128 ? [value] : [(value & 127) | 128, ...unsigned(value >>> 7)]
}

function signed(value: number): number[] {
  return value >= -64 && value < 64 ? [value & 127] : [(value & 127) | 128, ...signed(value >> 7)]
}
