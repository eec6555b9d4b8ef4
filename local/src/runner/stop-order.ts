export interface Asking {
  name: string
  asks?: string[]
}

/**
 * Who stops when: in each step those whom nobody still running asks, so that no request under way loses the sister it
 * needs. Services that ask each other in a circle stop together, last.
 */
export const stopOrder = (services: Asking[]): string[][] => {
  const steps: string[][] = []
  let left = services
  while (left.length > 0) {
    const asked = new Set(left.flatMap(({ name, asks = [] }) => asks.filter((other) => other !== name)))
    const free = left.filter(({ name }) => !asked.has(name))
    const step = free.length > 0 ? free : left
    steps.push(step.map(({ name }) => name))
    left = left.filter((service) => !step.includes(service))
  }
  return steps
}
