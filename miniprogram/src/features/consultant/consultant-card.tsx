import type { Consultant } from '@zhike/shared/contracts/customer-app';
import { Text, View } from '@tarojs/components';
import { Avatar } from '../../components/avatar.tsx';
import { consultantTexts as texts } from '../../texts/zh-CN/consultant.ts';
import { formatDay } from './format-day.ts';
import { formatServiceHours } from './format-service-hours.ts';
import './consultant-card.css';

/** Who serves the customer, when they can be reached, and since when the two know each other. */
export function ConsultantCard({ consultant, corpName }: { consultant: Consultant; corpName: string | null }) {
  const { name, avatarUrl, position, departmentName, serviceHours, addedAt } = consultant;
  const place = [departmentName, position].filter((part) => part).join(' · ');
  return (
    <View className="consultant-card">
      <View className="consultant-card__head">
        <Avatar name={name} url={avatarUrl} />
        <View className="consultant-card__who">
          <Text className="consultant-card__name">{name}</Text>
          {place && <Text className="consultant-card__place">{place}</Text>}
          {corpName && <Text className="consultant-card__corp">{corpName}</Text>}
        </View>
      </View>
      {serviceHours.length > 0 && <Fact label={texts.serviceHours} lines={serviceHours.map(formatServiceHours)} />}
      {addedAt !== null && <Fact label={texts.met} lines={[texts.metOn(formatDay(addedAt))]} />}
    </View>
  );
}

function Fact({ label, lines }: { label: string; lines: string[] }) {
  return (
    <View className="consultant-card__fact">
      <Text className="consultant-card__fact-label">{label}</Text>
      <View className="consultant-card__fact-lines">
        {lines.map((line) => (
          <Text key={line} className="consultant-card__fact-line">
            {line}
          </Text>
        ))}
      </View>
    </View>
  );
}
