import { drawCharge } from './objects/charge.ts'
import { drawSetup } from './objects/checkout-session.ts'
import { drawDispute } from './objects/dispute.ts'
import { drawIntent } from './objects/payment-intent.ts'
import { drawCustomer, drawPaymentMethod } from './objects/payment-method.ts'
import { drawBalance, drawRefund } from './objects/refund.ts'
import { badParameter } from './refusal.ts'
import type { View } from './view.ts'

type Plain = Record<string, unknown>

/** Replace ids by the objects they name, along paths like `setup_intent.payment_method` or `data.latest_charge`. */
export function expand(body: object, paths: string[], view: View, now: number): object {
  for (const path of paths) follow(body as Plain, path.split('.'), path, view, now)
  return body
}

function follow(body: Plain, [field, ...rest]: string[], path: string, view: View, now: number) {
  if (field === undefined) return
  if (!Object.hasOwn(body, field)) throw badParameter(`This property cannot be expanded (${path}).`, 'expand')
  const value = body[field]
  if (Array.isArray(value)) return value.forEach((item) => follow(item as Plain, rest, path, view, now))
  if (value === null) return
  if (typeof value === 'string') body[field] = named(value, view, now)
  if (typeof body[field] !== 'object') throw badParameter(`This property cannot be expanded (${path}).`, 'expand')
  follow(body[field] as Plain, rest, path, view, now)
}

/** The object an id names, by its prefix; or the id itself when it names none. */
function named(id: string, view: View, now: number): unknown {
  const { reader } = view
  switch (id.slice(0, id.indexOf('_'))) {
    case 'pi':
      return draw(reader.get('intent', id), (it) => drawIntent(it, view)) ?? id
    case 'ch':
      return draw(reader.get('charge', id), (it) => drawCharge(it, view)) ?? id
    case 're':
      return draw(reader.get('refund', id), drawRefund) ?? id
    case 'du':
      return draw(reader.get('dispute', id), (it) => drawDispute(it, view)) ?? id
    case 'txn':
      return draw(reader.get('balance', id), (it) => drawBalance(it, now)) ?? id
    case 'pm':
      return draw(reader.get('payment_method', id), drawPaymentMethod) ?? id
    case 'seti':
      return draw(reader.get('setup', id), drawSetup) ?? id
    case 'cus':
      return draw(reader.get('customer', id), drawCustomer) ?? id
    default:
      return id
  }
}

const draw = <T>(record: T | undefined, drawn: (record: T) => object) => (record ? drawn(record) : undefined)
