import type { CareForm } from './form.ts';

/** Names and words to begin with: whoever has nothing in mind can send them as they are. */
export function suggest(form: CareForm, festivalName: string | undefined): { title: string; text: string } {
  switch (form.kind) {
    case 'birthday':
      return {
        title: '生日祝福',
        text: '{客户昵称},今天是您的生日,祝您生日快乐,新的一岁平安顺遂、万事如意!——{企业名称} {员工姓名}',
      };
    case 'anniversary':
      return form.rhythm === 'after'
        ? {
            title: `相识 ${form.afterDays ?? 100} 天`,
            text: '{客户昵称},感谢您这段时间的信任,有任何需要随时找我。——{员工姓名}',
          }
        : { title: '周年问候', text: '{客户昵称},又一年了,感谢您一直以来的信任与陪伴!——{员工姓名}' };
    case 'holiday': {
      const name = festivalName ?? '节日';
      return { title: `${name}祝福`, text: `{客户昵称},祝您和家人${name}快乐,阖家安康!——{企业名称} {员工姓名}` };
    }
  }
}
