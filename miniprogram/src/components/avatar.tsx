import { Image, Text, View } from '@tarojs/components';
import { useState } from 'react';
import './avatar.css';

/** A round portrait; the first character of the name where there is no picture or it does not load. */
export function Avatar({ name, url }: { name: string; url: string | null }) {
  const [failedUrl, setFailedUrl] = useState<string | null>(null);
  return (
    <View className="avatar">
      {url && url !== failedUrl ? (
        <Image
          className="avatar__picture"
          src={url}
          mode="aspectFill"
          ariaLabel={name}
          onError={() => setFailedUrl(url)}
        />
      ) : (
        <Text className="avatar__initial">{Array.from(name)[0] ?? ''}</Text>
      )}
    </View>
  );
}
