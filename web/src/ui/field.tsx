import {
  FieldError,
  Input,
  Label,
  Text,
  TextArea,
  TextField as AriaTextField,
  type TextFieldProps,
} from 'react-aria-components'

import { t } from '../language/i18n.ts'

type Props = TextFieldProps & {
  label: string
  /** Under the field, as long as there is no error. */
  hint?: string
  error?: string | null
  optional?: boolean
  /** A text of several lines. */
  lines?: number
  placeholder?: string
}

/** A labelled field. Its error stands beside it and takes the place of its hint. */
export function TextField({ label, hint, error, optional = false, lines, placeholder, ...props }: Props) {
  return (
    <AriaTextField {...props} isInvalid={Boolean(error)} validationBehavior="aria" className="block">
      <Label className="mb-1.5 block text-14 font-[600]">
        {label} {optional && <span className="font-normal text-ink-2">{t('(optional)')}</span>}
      </Label>
      {lines ? (
        <TextArea rows={lines} className="field-box" />
      ) : (
        <Input className="field-box" placeholder={placeholder} />
      )}
      {hint && !error && (
        <Text slot="description" className="mt-1.5 block text-13 text-ink-3">
          {hint}
        </Text>
      )}
      <FieldError className="mt-1.5 block text-13 font-[550] text-danger">{error}</FieldError>
    </AriaTextField>
  )
}
