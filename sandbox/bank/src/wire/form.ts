import qs from 'qs'

import type { Metadata } from '../books/records.ts'
import { badParameter } from './refusal.ts'

type Values = Record<string, unknown>

/** Parse a form-encoded body or query with the wire's bracket nesting: `metadata[order]=1&expand[]=latest_charge`. */
export const parseForm = (text: string) =>
  new Form(qs.parse(text, { depth: 6, parameterLimit: 1000, arrayLimit: 100, plainObjects: true }) as Values)

/** The parameters of a request. Each reader says what it expects; `finish` refuses what nobody asked for. */
export class Form {
  readonly values: Values
  #prefix: string
  #read = new Set<string>()
  #groups: Form[] = []

  constructor(values: Values, prefix = '') {
    this.values = values
    this.#prefix = prefix
  }

  #name(name: string) {
    return this.#prefix ? `${this.#prefix}[${name}]` : name
  }

  /** Null when absent or empty: the wire clears a field with an empty string. */
  text(name: string, maximum = 5000): string | null {
    this.#read.add(name)
    const value = this.values[name]
    if (value === undefined || value === '') return null
    if (typeof value !== 'string') throw badParameter(`Invalid string: ${this.#name(name)}`, this.#name(name))
    if (value.length > maximum) {
      throw badParameter(`Invalid string: must be at most ${maximum} characters`, this.#name(name))
    }
    return value
  }

  required(name: string): string {
    return this.text(name) ?? this.#missing(name)
  }

  integer(name: string): number | null {
    const value = this.text(name)
    if (value === null) return null
    if (!/^-?\d{1,15}$/.test(value)) {
      throw badParameter(`Invalid integer: ${value}`, this.#name(name), 'parameter_invalid_integer')
    }
    return Number(value)
  }

  requiredInteger(name: string): number {
    return this.integer(name) ?? this.#missing(name)
  }

  flag(name: string): boolean {
    const value = this.text(name)
    if (value === null || value === 'false') return false
    if (value !== 'true') throw badParameter(`Invalid boolean: ${value}`, this.#name(name))
    return true
  }

  oneOf<Choice extends string>(name: string, choices: readonly Choice[]): Choice | null {
    const value = this.text(name)
    if (value === null) return null
    const choice = choices.find((it) => it === value)
    if (choice) return choice
    throw badParameter(`Invalid ${this.#name(name)}: must be one of ${choices.join(', ')}`, this.#name(name))
  }

  list(name: string): string[] {
    this.#read.add(name)
    const value = this.values[name]
    if (value === undefined || value === '') return []
    const items = typeof value === 'object' && value !== null ? Object.values(value) : [value]
    if (items.some((it) => typeof it !== 'string')) throw badParameter('Invalid array', this.#name(name))
    return items as string[]
  }

  group(name: string): Form {
    this.#read.add(name)
    const value = this.values[name] ?? {}
    if (typeof value !== 'object' || Array.isArray(value)) throw badParameter('Invalid object', this.#name(name))
    const group = new Form(value as Values, this.#name(name))
    this.#groups.push(group)
    return group
  }

  /** Up to 50 pairs: keys of 40 characters, values of 500. */
  metadata(): Metadata {
    const group = this.group('metadata')
    const keys = Object.keys(group.values)
    if (keys.length > 50) throw badParameter('Metadata can have at most 50 keys', 'metadata')
    const long = keys.find((key) => key.length > 40)
    if (long) throw badParameter('Metadata keys can be at most 40 characters long', `metadata[${long}]`)
    return Object.fromEntries(keys.map((key) => [key, group.text(key, 500) ?? '']))
  }

  /** Read and ignore: known on the real wire, without meaning here. */
  ignore(...names: string[]) {
    for (const name of names) this.#read.add(name)
  }

  finish() {
    const unknown = Object.keys(this.values).find((name) => !this.#read.has(name))
    if (unknown) {
      const param = this.#name(unknown)
      throw badParameter(`Received unknown parameter: ${param}`, param, 'parameter_unknown')
    }
    for (const group of this.#groups) group.finish()
  }

  #missing(name: string): never {
    throw badParameter(`Missing required param: ${this.#name(name)}.`, this.#name(name), 'parameter_missing')
  }
}
