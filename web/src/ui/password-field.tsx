import { useState } from 'react'
import { Button, FieldError, Input, Label, Text, TextField } from 'react-aria-components'

import { t } from '../language/i18n.ts'

type Props = {
  id: string
  label: string
  value: string
  onChange: (value: string) => void
  autoComplete: 'current-password' | 'new-password'
  hint?: string
  error?: string | null | undefined
}

/** A password, hidden until its holder asks to see it. Pasting and password managers are welcome. */
export function PasswordField({ id, label, hint, error, ...props }: Props) {
  const [isShown, setShown] = useState(false)
  return (
    <TextField
      {...props}
      id={id}
      type={isShown ? 'text' : 'password'}
      isInvalid={Boolean(error)}
      validationBehavior="aria"
      className="block"
    >
      <Label className="mb-1.5 block text-14 font-[600]">{label}</Label>
      <div className="relative">
        <Input className="field-box pe-20!" spellCheck="false" autoCapitalize="none" />
        <Button
          className="absolute inset-y-0 end-1.5 my-auto h-10 rounded-small px-3 text-14 font-[550] text-brand-ink underline underline-offset-3"
          aria-label={isShown ? t('Hide the password') : t('Show the password')}
          onPress={() => setShown(!isShown)}
        >
          {isShown ? t('Hide') : t('Show')}
        </Button>
      </div>
      {hint && !error && (
        <Text slot="description" className="mt-1.5 block text-13 text-ink-3">
          {hint}
        </Text>
      )}
      <FieldError className="mt-1.5 block text-13 font-[550] text-danger">{error}</FieldError>
    </TextField>
  )
}
