import {
  FragmentsOnCompositeTypesRule,
  KnownArgumentNamesRule,
  KnownDirectivesRule,
  KnownFragmentNamesRule,
  KnownTypeNamesRule,
  NoFragmentCyclesRule,
  NoUndefinedVariablesRule,
  NoUnusedFragmentsRule,
  NoUnusedVariablesRule,
  PossibleFragmentSpreadsRule,
  SingleFieldSubscriptionsRule,
  UniqueArgumentNamesRule,
  UniqueDirectivesPerLocationRule,
  UniqueFragmentNamesRule,
  UniqueInputFieldNamesRule,
  UniqueVariableNamesRule,
  ValuesOfCorrectTypeRule,
  VariablesAreInputTypesRule,
  VariablesInAllowedPositionRule,
  type ValidationRule,
} from 'graphql'

/** What a text cannot have without these signs, and the rules that are about nothing else. */
const subjects: { signs: readonly string[]; rules: readonly ValidationRule[] }[] = [
  {
    signs: ['$'],
    rules: [
      UniqueVariableNamesRule,
      NoUndefinedVariablesRule,
      NoUnusedVariablesRule,
      VariablesAreInputTypesRule,
      VariablesInAllowedPositionRule,
    ],
  },
  {
    signs: ['...', 'fragment'],
    rules: [
      FragmentsOnCompositeTypesRule,
      UniqueFragmentNamesRule,
      KnownFragmentNamesRule,
      NoUnusedFragmentsRule,
      PossibleFragmentSpreadsRule,
      NoFragmentCyclesRule,
    ],
  },
  { signs: ['$', '...', 'fragment'], rules: [KnownTypeNamesRule] },
  { signs: ['@'], rules: [KnownDirectivesRule, UniqueDirectivesPerLocationRule] },
  {
    signs: ['('],
    rules: [KnownArgumentNamesRule, UniqueArgumentNamesRule, ValuesOfCorrectTypeRule, UniqueInputFieldNamesRule],
  },
  { signs: ['subscription'], rules: [SingleFieldSubscriptionsRule] },
]

/** The rules that can have anything to say of a text: those about variables only if there is a `$` in it, and so on. */
export function rulesFor(rules: readonly ValidationRule[]): (text: string) => readonly ValidationRule[] {
  const known = new Map<number, readonly ValidationRule[]>()
  return (text) => {
    let there = 0
    for (const [at, { signs }] of subjects.entries()) if (signs.some((sign) => text.includes(sign))) there |= 1 << at
    let chosen = known.get(there)
    if (!chosen) {
      const idle = new Set(subjects.flatMap((subject, at) => (there & (1 << at) ? [] : subject.rules)))
      known.set(there, (chosen = rules.filter((rule) => !idle.has(rule))))
    }
    return chosen
  }
}
