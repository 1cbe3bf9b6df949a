import { View } from '@tarojs/components';
import { consultantTexts as texts } from '../../texts/zh-CN/consultant.ts';
import './consultant-skeleton.css';

/** The shape of what is coming, while it comes. */
export function ConsultantSkeleton() {
  return (
    <View className="consultant-skeleton" ariaLabel={texts.loading}>
      <View className="consultant-skeleton__card">
        <View className="consultant-skeleton__avatar" />
        <View className="consultant-skeleton__lines">
          <View className="consultant-skeleton__line consultant-skeleton__line--short" />
          <View className="consultant-skeleton__line" />
        </View>
      </View>
      <View className="consultant-skeleton__card consultant-skeleton__card--code">
        <View className="consultant-skeleton__code" />
      </View>
    </View>
  );
}
