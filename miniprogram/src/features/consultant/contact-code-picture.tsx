import { Image, Text, View } from '@tarojs/components';
import { useState } from 'react';
import { consultantTexts as texts } from '../../texts/zh-CN/consultant.ts';
import './contact-code-picture.css';

/** A contact code to press long. WeChat recognises it from the picture itself, so nothing covers it. */
export function ContactCodePicture({ qrUrl, label, hint }: { qrUrl: string; label: string; hint: string }) {
  const [attempt, setAttempt] = useState(0);
  const [hasFailed, setHasFailed] = useState(false);
  const reload = () => {
    setHasFailed(false);
    setAttempt(attempt + 1);
  };
  return (
    <View className="contact-code">
      {hasFailed ? (
        <View className="contact-code__failed" onClick={reload} ariaRole="button">
          <Text>{texts.codeFailed}</Text>
        </View>
      ) : (
        <View className="contact-code__frame">
          {/* Codes are square, and so is the picture; h5's aspectFit would not enlarge a small one. */}
          <Image
            key={`${qrUrl} ${attempt}`}
            className="contact-code__picture"
            src={qrUrl}
            mode="scaleToFill"
            showMenuByLongpress
            ariaLabel={label}
            onError={() => setHasFailed(true)}
          />
        </View>
      )}
      <Text className="contact-code__hint">{hint}</Text>
    </View>
  );
}
