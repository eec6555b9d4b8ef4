const opened: (() => unknown)[] = []

/** Has something closed when the test file ends, the last opened first. A test may call it at any time. */
export const closeAtEnd = (close: () => unknown) => void opened.push(close)

/** Called when a test file ends, by `each-file.ts`. */
export const closeOpened = async () => {
  for (const close of opened.splice(0).toReversed()) await close()
}
