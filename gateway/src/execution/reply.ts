import { isObject } from './json.ts'
import type { Reply } from './run.ts'

/** By hand: a schema library would copy every answer. */
function isReply(answer: unknown): answer is Reply {
  if (!isObject(answer)) return false
  const { data, errors } = answer
  const told = Array.isArray(errors) && errors.every((error) => isObject(error) && typeof error['message'] === 'string')
  return (
    (isObject(data) || (data === null && 'data' in answer) || (data === undefined && told)) &&
    (errors === undefined || told)
  )
}

/** What a subgraph answered, if it is GraphQL. */
export function readReply(text: string): Reply | undefined {
  try {
    const answer: unknown = JSON.parse(text)
    return isReply(answer) ? answer : undefined
  } catch {
    return undefined
  }
}
