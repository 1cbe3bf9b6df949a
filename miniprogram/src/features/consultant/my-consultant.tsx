import type { MyConsultant } from '@zhike/shared/contracts/customer-app';
import { Text, View } from '@tarojs/components';
import { Notice } from '../../components/notice.tsx';
import { consultantTexts as texts } from '../../texts/zh-CN/consultant.ts';
import { ConsultantCard } from './consultant-card.tsx';
import { ContactCodePicture } from './contact-code-picture.tsx';
import './my-consultant.css';

/** The answer to "who serves me?", for those who have somebody and for those who do not yet. */
export function MyConsultantView({ answer, stale }: { answer: MyConsultant; stale: boolean }) {
  return (
    <View>
      {stale && (
        <View className="my-consultant__stale" ariaRole="status">
          <Text>{texts.stale}</Text>
        </View>
      )}
      {answer.status === 'assigned' ? <Assigned answer={answer} /> : <Unassigned answer={answer} />}
    </View>
  );
}

function Assigned({ answer }: { answer: Extract<MyConsultant, { status: 'assigned' }> }) {
  const { consultant, contactCode, corpName } = answer;
  return (
    <View>
      <ConsultantCard consultant={consultant} corpName={corpName} />
      {contactCode ? (
        <ContactCodePicture
          qrUrl={contactCode.qrUrl}
          label={texts.codeLabel(consultant.name)}
          hint={consultant.addedAt === null ? texts.codeHint : texts.codeHintKnown}
        />
      ) : (
        <View className="my-consultant__no-code">
          <Text>{texts.noCode}</Text>
        </View>
      )}
    </View>
  );
}

function Unassigned({ answer }: { answer: Extract<MyConsultant, { status: 'unassigned' }> }) {
  const { corpName, receptionCode } = answer;
  if (!receptionCode) return <Notice title={texts.unassignedTitle} hint={texts.unassignedWithoutCode(corpName)} />;
  return (
    <View>
      <Notice title={texts.unassignedTitle} hint={texts.unassignedWithCode} />
      <ContactCodePicture qrUrl={receptionCode.qrUrl} label={texts.receptionLabel} hint={texts.codeHint} />
    </View>
  );
}
