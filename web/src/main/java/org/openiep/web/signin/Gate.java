package org.openiep.web.signin;

import jakarta.ejb.EJB;
import jakarta.inject.Inject;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openiep.people.People;
import org.openiep.people.Permission;
import org.openiep.web.api.Problem;

/**
 * Lets nothing of the console out before the secure session is confirmed (requirement A2), and no page to people whose
 * roles do not allow it (A6). The services check for themselves; here the answer is a page in plain words.
 */
public class Gate implements Filter {

    private static final String RESOURCES = "/jakarta.faces.resource/";
    private static final String API_DESCRIPTION = "/api/v1/openapi.yaml";
    private static final String PEOPLE = "/admin/people";
    private static final String PUSH = "/jakarta.faces.push/";

    /** Pages that need more than being signed in, by the first part of their path. */
    private static final Map<String, Permission> NEEDED = Map.of(
            "create", Permission.CREATE_TRANSFER,
            "upload", Permission.CREATE_TRANSFER,
            "admin", Permission.SEE_ADMINISTRATION,
            "reports", Permission.SEE_REPORTS);

    @Inject
    private Clock clock;

    @EJB
    private People people;

    @Override
    public void doFilter(ServletRequest in, ServletResponse out, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest request = (HttpServletRequest) in;
        HttpServletResponse response = (HttpServletResponse) out;
        String path = request.getRequestURI().substring(request.getContextPath().length());
        if (ExchangeAuthentication.isApi(request)) {
            program(request, response, chain, path);
            return;
        }
        if (path.startsWith(RESOURCES)) {
            chain.doFilter(in, out);
            return;
        }
        Instant now = clock.instant();
        Visit visit = Visit.of(request);
        if (visit != null && visit.idleAt(now)) {
            request.getSession().invalidate();
            send(request, response, "/login?expired=true&next=" + next(request, path));
        } else if (visit == null) {
            stranger(request, response, chain, path);
        } else if (!visit.confirmed()) {
            unconfirmed(request, response, chain, path);
        } else {
            keepAwake(request, visit, now);
            confirmed(request, response, chain, path);
        }
    }

    private static void program(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain, String path)
            throws IOException, ServletException {
        if (request.getUserPrincipal() != null || path.equals(API_DESCRIPTION)) {
            chain.doFilter(request, response);
            return;
        }
        if (ExchangeAuthentication.isNotChecked(request)) {
            response.setHeader("Retry-After", "5");
            Problem.of(
                            HttpServletResponse.SC_SERVICE_UNAVAILABLE,
                            "Your password cannot be checked at present. Try again in a moment.")
                    .writeTo(response);
            return;
        }
        response.setHeader("WWW-Authenticate", "Basic realm=\"Image Exchange\", charset=\"UTF-8\"");
        Problem.of(
                        HttpServletResponse.SC_UNAUTHORIZED,
                        "Sign in with HTTP Basic: the e-mail address and password of a member of staff.")
                .writeTo(response);
    }

    private static void stranger(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain, String path)
            throws IOException, ServletException {
        if (isPage(path, "login")) {
            chain.doFilter(request, response);
        } else if (path.startsWith(PUSH)) {
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
        } else {
            boolean expired = request.getRequestedSessionId() != null && !request.isRequestedSessionIdValid();
            send(request, response, "/login?" + (expired ? "expired=true&" : "") + "next=" + next(request, path));
        }
    }

    private static void unconfirmed(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain, String path)
            throws IOException, ServletException {
        if (isPage(path, "confirm")) {
            chain.doFilter(request, response);
        } else if (path.startsWith(PUSH)) {
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
        } else {
            send(request, response, "/confirm");
        }
    }

    private void confirmed(HttpServletRequest request, HttpServletResponse response, FilterChain chain, String path)
            throws IOException, ServletException {
        if (isPage(path, "login") || isPage(path, "confirm")) {
            response.sendRedirect(request.getContextPath() + "/home");
            return;
        }
        Permission needed = neededFor(path);
        if (needed != null && !people.me().may(needed)) {
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
            return;
        }
        response.setHeader("Cache-Control", "no-store");
        chain.doFilter(request, response);
    }

    static @Nullable Permission neededFor(String path) {
        if (path.startsWith(PEOPLE)) {
            return Permission.EDIT_OWN_INSTITUTION;
        }
        String first = path.substring(1).replaceFirst("[/.].*", "");
        return NEEDED.get(first);
    }

    /** Where to go after sign-in: only ever a page of ours, reached by GET. */
    private static String next(HttpServletRequest request, String path) {
        boolean page = "GET".equals(request.getMethod()) && !path.equals("/");
        String query = request.getQueryString();
        String target = page ? path + (query == null ? "" : "?" + query) : "/home";
        return URLEncoder.encode(target, StandardCharsets.UTF_8);
    }

    private static void keepAwake(HttpServletRequest request, Visit visit, Instant now) {
        HttpSession session = request.getSession(false);
        if (session != null && !isByItself(request)) {
            visit.usedAt(now).keepIn(session);
        }
    }

    /** Pages mark what they fetch by themselves, or an open list would keep a session alive for ever. */
    private static boolean isByItself(HttpServletRequest request) {
        return "true".equals(request.getHeader("X-By-Itself"))
                || request.getRequestURI().contains(PUSH);
    }

    private static boolean isPage(String path, String name) {
        return path.equals("/" + name) || path.equals("/" + name + ".xhtml");
    }

    /** A redirect that a partial request of Faces understands too. */
    private static void send(HttpServletRequest request, HttpServletResponse response, String target)
            throws IOException {
        String address = request.getContextPath() + target;
        if ("partial/ajax".equals(request.getHeader("Faces-Request"))) {
            response.setContentType("text/xml");
            response.setCharacterEncoding(StandardCharsets.UTF_8.name());
            response.getWriter()
                    .write("<?xml version=\"1.0\" encoding=\"UTF-8\"?><partial-response><redirect url=\""
                            + address.replace("&", "&amp;") + "\"/></partial-response>");
        } else {
            response.sendRedirect(address);
        }
    }
}
