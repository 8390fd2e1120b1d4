import type { PGlite } from '@electric-sql/pglite'
import type { DatabaseBroken } from './embedded-errors.ts'

type Module = PGlite['Module']

/** The status with which PGlite leaves WebAssembly after an ordinary error of a statement. */
const ordinaryError = 100

/**
 * PGlite swallows whatever a statement throws and goes on, even after an abort of PostgreSQL (a failed write of the log, for example);
 * it could then acknowledge what was never written. This makes the first fault the last thing that happens.
 */
export function endAtFirstFault(
  module: Module,
  broken: (cause: unknown) => DatabaseBroken,
): { readonly error: DatabaseBroken | undefined } {
  const fault: { error: DatabaseBroken | undefined } = { error: undefined }
  const guarded = <Arguments extends unknown[], Result>(call: (...given: Arguments) => Result, isOrdinary = (_: unknown) => false) => {
    return (...given: Arguments): Result => {
      if (fault.error) throw fault.error
      try {
        return call(...given)
      } catch (error) {
        if (isOrdinary(error)) throw error
        fault.error = broken(error)
        throw fault.error
      }
    }
  }
  module._PostgresMainLoopOnce = guarded(module._PostgresMainLoopOnce, error => (error as { status?: number })?.status === ordinaryError)
  module._PostgresMainLongJmp = guarded(module._PostgresMainLongJmp)
  module._PostgresSendReadyForQueryIfNecessary = guarded(module._PostgresSendReadyForQueryIfNecessary)
  module._pgl_pq_flush = guarded(module._pgl_pq_flush)
  module.stackRestore = guarded(module.stackRestore) // PGlite calls it first after a throw: the way out of its loop
  return fault
}
