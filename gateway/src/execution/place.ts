import { isObject, type Json, type JsonObject, type Path } from './json.ts'
import { UnknownShape } from './plan.ts'

/** Where in an answer the objects are that a fetch completes. */
export type Place = {
  /** The objects that are there now, in order. */
  gather(data: Json): JsonObject[]
  /** The path of each of them. An object is at one place only: what two places need is copied. */
  locate(data: Json): Map<JsonObject, Path>
  /** The path up to the first list: what is named when all of them are concerned. */
  top: Path
}

/** A path of the planner: names of fields, and `@` for every element of a list. */
export function compilePlace(path: readonly (string | number)[]): Place {
  for (const step of path)
    if (typeof step !== 'string' || !/^(?:@|[_A-Za-z][_0-9A-Za-z]*)$/.test(step)) throw new UnknownShape('path')
  const steps = path as readonly string[]

  const visit = (
    value: Json | undefined,
    at: number,
    walked: Path,
    found: (object: JsonObject, path: Path) => void,
  ) => {
    if (typeof value !== 'object' || value === null) return
    const step = steps[at]
    if (Array.isArray(value)) {
      if (step !== '@') return
      for (let index = 0; index < value.length; index += 1) {
        walked.push(index)
        visit(value[index], at + 1, walked, found)
        walked.pop()
      }
    } else if (step === undefined) found(value, walked)
    else if (Object.hasOwn(value, step)) {
      walked.push(step)
      visit(value[step], at + 1, walked, found)
      walked.pop()
    }
  }
  return {
    gather: (data) => {
      const objects: JsonObject[] = []
      collect(data, steps, 0, objects)
      return objects
    },
    locate: (data) => {
      const paths = new Map<JsonObject, Path>()
      visit(data, 0, [], (object, walked) => void paths.set(object, [...walked]))
      return paths
    },
    top: steps.includes('@') ? steps.slice(0, steps.indexOf('@')) : [...steps],
  }
}

/** As `visit`, without keeping the way: this one runs for every fetch. */
function collect(value: Json | undefined, steps: readonly string[], at: number, objects: JsonObject[]) {
  if (Array.isArray(value)) {
    if (steps[at] === '@') for (const element of value) collect(element, steps, at + 1, objects)
  } else if (isObject(value)) {
    const step = steps[at]
    if (step === undefined) objects.push(value)
    else if (Object.hasOwn(value, step)) collect(value[step], steps, at + 1, objects)
  }
}
