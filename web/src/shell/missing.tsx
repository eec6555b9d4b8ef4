import { t } from '../language/i18n.ts'
import { ButtonLink } from '../ui/button.tsx'
import { useTitle } from './title.ts'
import { Quiet } from './trouble.tsx'

export function Missing() {
  useTitle(t('Nothing here'))
  return (
    <div className="wrap mt-6">
      <Quiet
        alone
        title={t('There is no page at this address')}
        action={<ButtonLink to="/">{t('Search hotels')}</ButtonLink>}
      >
        {t('The link may be old, or a letter of it may be missing.')}
      </Quiet>
    </div>
  )
}
