import { useRef, useState } from 'react'
import { Input, Label, TextField } from 'react-aria-components'

import { t } from '../language/i18n.ts'
import { Button } from './button.tsx'

/** A text to take along: read-only, selected when it gets the focus, copied by its button. */
export function CopyField({ label, value }: { label: string; value: string }) {
  const [isCopied, setCopied] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(value)
      setCopied(true)
    } catch {
      // Not allowed here (no secure origin, or the reader said no): selected, it is one key away.
      field.current?.select()
    }
  }
  return (
    <div className="flex flex-wrap items-end gap-2.5">
      <TextField isReadOnly value={value} className="min-w-0 flex-1 basis-72">
        <Label className="mb-1.5 block text-14 font-[600]">{label}</Label>
        <Input ref={field} className="field-box font-mono text-14!" onFocus={(event) => event.currentTarget.select()} />
      </TextField>
      <Button onPress={() => void copy()}>{isCopied ? t('Copied') : t('Copy')}</Button>
      <p role="status" className="sr-only">
        {isCopied && t('Copied')}
      </p>
    </div>
  )
}
