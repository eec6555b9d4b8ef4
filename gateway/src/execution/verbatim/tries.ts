/** So many in a row in vain: then only one in so many is tried again. */
const mostMisses = 8
const seldom = 64

/** Whether it is worth trying what is quick if it goes well, by how it went before. */
export function createTries() {
  let misses = 0
  let asked = 0
  return {
    isWorth() {
      if (misses < mostMisses) return true
      asked += 1
      return asked % seldom === 0
    },
    went(well: boolean) {
      misses = well ? 0 : misses + 1
    },
  }
}
