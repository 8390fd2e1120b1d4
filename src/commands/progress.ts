export type Progress = {
  /** What is being done from now on; the text is asked for whenever it is shown. */
  show(text: () => string): void
  end(): void
}

type Stream = Pick<NodeJS.WriteStream, 'write' | 'on' | 'isTTY' | 'columns'>

/** What a long command is doing: on a terminal one line that is written over, elsewhere a line every few seconds, none for a short run. */
export function progressOn(stream: Stream): Progress {
  stream.on('error', () => {}) // nobody reads it any more
  let text: (() => string) | undefined
  let shownAt = Number.NEGATIVE_INFINITY
  let isLineOpen = false
  const show = () => {
    if (!text) return
    shownAt = performance.now()
    isLineOpen = stream.isTTY
    stream.write(stream.isTTY ? `${clear}${text().slice(0, (stream.columns || 80) - 1)}` : `${text()}\n`)
  }
  const timer = setInterval(show, stream.isTTY ? terminalMilliseconds : lineMilliseconds).unref()
  return {
    show: now => {
      text = now
      if (stream.isTTY && performance.now() - shownAt >= terminalMilliseconds) show()
    },
    end: () => {
      clearInterval(timer)
      text = undefined
      if (isLineOpen) stream.write(clear)
      isLineOpen = false
    },
  }
}

const clear = '\r\x1b[K'
const terminalMilliseconds = 100
const lineMilliseconds = 3000
