package io.tillstream.shop.consent;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Clock;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The record of visitors' answers to the consent question, which the shop must be able to show (GDPR, article 7). A refusal is
 * recorded only after a yes: before it the visitor has no id.
 */
@Component
public class ConsentAnswers {

    private final JdbcClient jdbc;
    private final Clock clock;

    ConsentAnswers(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Where the visitor has answered. */
    public enum Source {
        STOREFRONT,
        /** Global Privacy Control, which the browser sends. */
        BROWSER,
        /** A page with tillstream.js, or the consent tool on it. */
        PAGE,
        /** The server of another site. */
        SERVER
    }

    /**
     * Records an answer. The same answer to the same wording is recorded once.
     *
     * @param visitor id of the browser, or the reference of its context
     * @param wording the text that was shown; null when it is not known
     */
    @Transactional
    public void record(String visitor, boolean granted, Source source, @Nullable String wording) {
        Timestamp now = Timestamp.from(clock.instant());
        String id = null;
        if (wording != null) {
            id = id(wording);
            jdbc.sql("insert into consent_wording values (?, ?, ?) on conflict do nothing")
                    .params(id, wording, now)
                    .update();
        }
        jdbc.sql("""
                        insert into consent_answer (visitor, answered_at, granted, source, wording)
                        select :visitor, :now, :granted, :source, :wording
                        where not exists (
                            select 1 from (select granted, wording from consent_answer where visitor = :visitor
                                order by answered_at desc limit 1) as latest
                            where latest.granted = :granted and latest.wording is not distinct from :wording::text)
                          and (:granted or exists (select 1 from consent_answer where visitor = :visitor))
                        on conflict do nothing""")
                .param("visitor", visitor)
                .param("now", now)
                .param("granted", granted)
                .param("source", source.name())
                .param("wording", id, Types.VARCHAR)
                .update();
    }

    private static String id(String wording) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(wording.getBytes(UTF_8));
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
