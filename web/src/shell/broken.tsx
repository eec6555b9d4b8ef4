import { t } from '../language/i18n.ts'
import { Button } from '../ui/button.tsx'
import { Quiet } from './trouble.tsx'

/** The page itself failed: a fault of ours. The rest of the site goes on. */
export const Broken = () => (
  <div className="wrap mt-6" role="alert">
    <Quiet
      alone
      title={t('This page failed')}
      action={<Button onPress={() => location.reload()}>{t('Load it again')}</Button>}
    >
      {t('It is our fault. Nothing was charged or changed by it, and reservations you made are safe.')}
    </Quiet>
  </div>
)
