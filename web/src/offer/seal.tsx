import { seal, sealCode } from '@staygraph/illustration/seal'
import { useMemo } from 'react'

import { t } from '../language/i18n.ts'

/** The rosette of an offer's signature: the same from the offer to the receipt. Named with its four characters unless decorative. */
export function Seal({ signature, size = 56, named = true }: { signature: string; size?: number; named?: boolean }) {
  const svg = useMemo(
    () => seal(signature, { size, label: named ? t('Seal {code}', { code: sealCode(signature) }) : '' }),
    [signature, size, named],
  )
  return <span className="seal block" dangerouslySetInnerHTML={{ __html: svg }} />
}
