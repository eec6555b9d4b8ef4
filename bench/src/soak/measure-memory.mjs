// Loaded into each process of a soak (`--import`): at SIGUSR2 it collects all garbage and says what memory is left. What
// a process has taken from the system says little of what it needs: the collector is in no hurry to give back.
process.on('SIGUSR2', () => {
  globalThis.gc?.()
  const { rss, heapUsed, external } = process.memoryUsage()
  console.log(JSON.stringify({ measured: { rss, live: heapUsed + external } }))
})
