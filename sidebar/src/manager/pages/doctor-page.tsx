import { Failed } from '../../shared/states/failed.tsx';
import { Skeleton } from '../../shared/states/skeleton.tsx';
import { Button } from '../components/button.tsx';
import { Moment } from '../components/figures.tsx';
import { Page } from '../components/page.tsx';
import { useDoctor } from '../features/operation/api/run-doctor.ts';
import { DoctorReportView, sayReport } from '../features/operation/doctor-report.tsx';

export function DoctorPage() {
  const doctor = useDoctor();
  return (
    <Page
      title="自检"
      hint={
        doctor.data ? (
          <>
            {sayReport(doctor.data)} · <Moment at={doctor.data.checkedAt} />
          </>
        ) : (
          '逐项检查企业微信配置,每个问题都给出解决办法。'
        )
      }
      actions={
        <Button theme="primary" loading={doctor.isFetching} onClick={() => void doctor.refetch()}>
          {doctor.isFetching ? '检查中' : '重新检查'}
        </Button>
      }
    >
      {doctor.data ? (
        <DoctorReportView report={doctor.data} />
      ) : doctor.error ? (
        <Failed error={doctor.error} onRetry={() => void doctor.refetch()} />
      ) : (
        <Skeleton lines={8} />
      )}
    </Page>
  );
}
