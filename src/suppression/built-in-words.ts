/**
 * Words by which people opt out and come back. "Cancel", "end", "no" and their like are left out: they are answers in
 * any conversation, and a tenant who asks for them adds them.
 */
const byLanguage = {
  en: {
    stop: 'stop, stop all, stopall, stop messages, stop messaging me, please stop, stop please, unsubscribe, unsubscribe me, please unsubscribe, unsub, opt out, optout, remove me',
    stopMarketing:
      'stop promotions, stop promos, stop promo, stop marketing, stop ads, stop offers, no more promotions',
    start: 'start, unstop, subscribe, subscribe me, resubscribe, opt in, optin',
  },
  es: {
    stop: 'baja, dar de baja, darme de baja, dame de baja, quiero darme de baja, parar, detener, cancelar suscripción, desuscribir, desuscribirme, no más mensajes, no me escriban más',
    stopMarketing: 'detener promociones, parar promociones, no más promociones, no más publicidad',
    start: 'alta, darme de alta, suscribir, suscribirme, suscríbeme',
  },
  pt: {
    stop: 'sair, parar, pare, sair da lista, descadastrar, descadastre-me, cancelar inscrição, cancelar assinatura, remover da lista, me remova, não quero receber mensagens, não quero mais receber',
    stopMarketing:
      'parar promoções, interromper promoções, bloquear promoções, sem promoções, não quero promoções',
    start: 'quero receber, inscrever, me inscrever, inscreva-me, assinar',
  },
  fr: {
    stop: 'arrêt, arrêter, arrêtez, désabonner, me désabonner, désabonnement, se désabonner, désinscrire, me désinscrire, désinscription, stop sms',
    stopMarketing: 'arrêter les promotions, arrêter promotions, stop pub, stop publicité, plus de promotions',
    start: "abonner, m'abonner, s'abonner, réabonner, me réabonner, m'inscrire, reprendre",
  },
  de: {
    stop: 'stopp, abmelden, bitte abmelden, abbestellen, abbestellung, austragen, keine nachrichten mehr, newsletter abmelden, bitte keine nachrichten mehr',
    stopMarketing:
      'keine werbung, keine werbung mehr, werbung stoppen, werbung abbestellen, angebote stoppen',
    start: 'wieder anmelden, newsletter anmelden, abonnieren',
  },
  it: {
    stop: 'disiscrivimi, disiscriviti, disiscrizione, disiscrivermi, cancellami, cancella iscrizione, annulla iscrizione, rimuovimi, basta messaggi',
    stopMarketing:
      'interrompi promozioni, stop promozioni, basta promozioni, basta pubblicità, niente pubblicità',
    start: 'iscrivimi, iscriviti, riattiva',
  },
  nl: {
    stop: 'stoppen, afmelden, meld me af, uitschrijven, schrijf me uit, geen berichten meer',
    stopMarketing: 'stop promoties, promoties stoppen, geen reclame, geen reclame meer, stop reclame',
    start: 'opnieuw aanmelden, inschrijven, meld me aan',
  },
  pl: {
    stop: 'wypisz, wypisz mnie, wypisuję się, rezygnuję, rezygnacja, nie chcę wiadomości, anuluj subskrypcję',
    stopMarketing: 'zatrzymaj promocje, stop promocje, nie chcę reklam, bez reklam',
    start: 'zapisz mnie, zapisuję się, subskrybuj',
  },
  tr: {
    stop: 'ret, abonelikten çık, aboneliği iptal et, abonelik iptal, listeden çık, beni çıkar, mesaj istemiyorum, durdur',
    stopMarketing: 'promosyonları durdur, kampanyaları durdur, reklam istemiyorum',
    start: 'başlat, abone ol, tekrar abone ol',
  },
  ar: {
    stop: 'إيقاف, ايقاف, أوقف, اوقف, توقف, إلغاء الاشتراك, الغاء الاشتراك, ألغ الاشتراك, الغي الاشتراك',
    stopMarketing:
      'إيقاف العروض, ايقاف العروض, إيقاف العروض الترويجية, ايقاف العروض الترويجية, إيقاف الإعلانات, ايقاف الاعلانات',
    start: 'اشتراك, اشترك, ابدأ, ابدا, بدء',
  },
  hi: {
    stop: 'रोकें, रोको, बंद करें, बंद करो, बन्द करें, स्टॉप, सदस्यता समाप्त करें, सदस्यता रद्द करें, अनसब्सक्राइब, संदेश बंद करें, मैसेज बंद करो, band karo, band karen',
    stopMarketing: 'प्रमोशन बंद करें, प्रचार बंद करें, ऑफ़र बंद करें, विज्ञापन बंद करें',
    start: 'शुरू करें, शुरू करो, स्टार्ट, सदस्यता लें, सब्सक्राइब',
  },
  id: {
    stop: 'berhenti, berhenti berlangganan, berhenti langganan, hentikan, hentikan pesan, keluar dari daftar',
    stopMarketing: 'hentikan promosi, stop promosi, berhenti promosi, jangan kirim promosi',
    start: 'mulai, langganan, berlangganan, mulai berlangganan',
  },
  ru: {
    stop: 'стоп, отписаться, отписка, отпишите, отпишите меня, отменить подписку, хочу отписаться, не присылайте больше',
    stopMarketing: 'остановить рекламу, стоп реклама, без рекламы, не присылайте рекламу, отключить рекламу',
    start: 'старт, подписаться, подпишите меня, хочу подписаться',
  },
  he: { stop: 'הסר, הסרה, הסירו אותי', stopMarketing: 'ללא פרסומות', start: 'הרשמה' },
  zh: { stop: '退订, 退訂, 取消订阅, 取消訂閱', stopMarketing: '停止推广', start: '订阅, 訂閱' },
  ja: { stop: '配信停止, 登録解除, 購読解除', stopMarketing: '広告停止', start: '配信再開, 購読' },
  ko: {
    stop: '수신거부, 수신 거부, 구독취소, 구독 취소',
    stopMarketing: '광고 거부',
    start: '구독, 수신동의',
  },
};

type Meaning = keyof (typeof byLanguage)['en'];

const all = (meaning: Meaning): string[] =>
  Object.values(byLanguage).flatMap((words) => words[meaning].split(', '));

export const builtInWords = {
  stop: all('stop'),
  stopMarketing: all('stopMarketing'),
  start: all('start'),
};
