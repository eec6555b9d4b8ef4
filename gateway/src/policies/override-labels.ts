import { hash } from 'node:crypto'
import { unwatchFile, watchFile } from 'node:fs'
import { readFile } from 'node:fs/promises'

import type { Viewer } from '@staygraph/subgraph-kit/identity'
import type { Logger } from '@staygraph/subgraph-kit/log'
import { z } from 'zod'

import { overrideLabels } from '../gateway-metrics.ts'
import { noDevelopers, type IsDeveloper } from './developers.ts'

/** For whom a label is on: everybody or nobody, so many in a hundred, or those who may see plans. */
const forWhom = z.union([z.boolean(), z.number().min(0).max(100), z.literal('developers')])
const file = z.record(z.string(), forWhom)

export type LabelRules = z.infer<typeof file>
/** Which of some labels are on for whoever asks. */
export type DecideLabels = (labels: readonly string[], asking: { viewer: Viewer; clientAddress: string }) => Set<string>

const percent = /^percent\((\d{1,2}(?:\.\d{1,8})?|100)\)$/

/**
 * Decides by who asks, not by the request, so that nobody goes from one source to the other and back, in whichever gateway.
 * All labels `percent(n)` share one order of viewers: whoever is among ten in a hundred is among twenty-five too, so that a
 * larger number takes nobody back. A label with a name has an order of its own. `rules` go before the number in a label.
 */
export function decideLabels(rules: () => LabelRules, isDeveloper: IsDeveloper = noDevelopers): DecideLabels {
  return (labels, { viewer, clientAddress }) => {
    const known = rules()
    const on = new Set<string>()
    const who = nameOf(viewer, clientAddress)
    for (const label of labels) {
      const number = percent.exec(label)?.[1]
      const rule =
        (Object.hasOwn(known, label) ? known[label] : undefined) ?? (number === undefined ? 0 : Number(number))
      const order = number === undefined ? label : ''
      const is =
        typeof rule === 'number'
          ? rule > 0 && placeOf(`${order} ${who}`) < rule
          : rule === true || (rule === 'developers' && isDeveloper(viewer))
      if (is) on.add(label)
      overrideLabels.of(label, is ? 'on' : 'off').n += 1
    }
    return on
  }
}

/** Where somebody stands among a hundred: always the same place, any of them as likely. */
const placeOf = (text: string) => (hash('sha256', text, 'buffer').readUIntBE(0, 6) / 2 ** 48) * 100

function nameOf(viewer: Viewer, address: string) {
  if (viewer.kind === 'customer') return `customer ${viewer.customerId}`
  if (viewer.kind === 'integrator') return `integrator ${viewer.clientId}`
  return `address ${address}`
}

/**
 * The rules in a JSON file, `{ "move-visits": 25 }`, and each new content of it. Looked at twice a second, as the supergraph
 * is. The first must be good; what is broken later is told about, and the last good ones stay.
 */
export async function openLabelRules(path: string, logger: Logger) {
  let text = await readFile(path, 'utf8')
  let rules = file.parse(JSON.parse(text))
  const look = async () => {
    try {
      const found = await readFile(path, 'utf8')
      if (found === text) return
      rules = file.parse(JSON.parse(found))
      text = found
      logger.info({ rules }, 'labels of overrides are on for others now')
    } catch (error) {
      logger.error({ file: path, err: error }, 'the file of labels is broken: the last good one is kept')
    }
  }
  const onChange = () => void look()
  watchFile(path, { interval: 500 }, onChange)
  return { rules: () => rules, close: () => unwatchFile(path, onChange) }
}
