package org.openiep.web.create;

import jakarta.ejb.EJB;
import jakarta.json.Json;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openiep.problem.InvalidInput;
import org.openiep.problem.NotFound;
import org.openiep.upload.Received;
import org.openiep.upload.Uploads;
import org.openiep.web.api.ProblemMapper;

/**
 * Takes the pieces of files that the Create page uploads: {@code PUT /upload/<upload>/<number>?offset=&size=}, the piece
 * as the body; {@code DELETE /upload/<upload>} throws away what came. Another site cannot have a browser send either here, since nothing here allows it to (Fetch, CORS).
 */
@WebServlet("/upload/*")
public class UploadServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private static final Pattern PATH =
            Pattern.compile("/(\\p{XDigit}{8}(?:-\\p{XDigit}{4}){3}-\\p{XDigit}{12})(?:/(\\d{1,6}))?");

    @EJB
    private Uploads uploads;

    @Override
    protected void doPut(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Received received;
        try {
            received = put(request);
        } catch (RuntimeException e) {
            ProblemMapper.problem(e).writeTo(response);
            return;
        }
        response.setContentType("application/json");
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.getWriter()
                .write(Json.createObjectBuilder()
                        .add("bytes", received.bytes())
                        .add("whole", received.whole())
                        .build()
                        .toString());
    }

    @Override
    protected void doDelete(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            uploads.discard(UUID.fromString(path(request).group(1)));
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
        } catch (RuntimeException e) {
            ProblemMapper.problem(e).writeTo(response);
        }
    }

    private Received put(HttpServletRequest request) throws IOException {
        Matcher path = path(request);
        String number = path.group(2);
        if (number == null) {
            throw new NotFound("There is no such file of an upload.");
        }
        return uploads.put(
                UUID.fromString(path.group(1)),
                Integer.parseInt(number),
                number(request, "offset"),
                number(request, "size"),
                request.getInputStream());
    }

    private static Matcher path(HttpServletRequest request) {
        String path = request.getPathInfo();
        Matcher matcher = PATH.matcher(path == null ? "" : path);
        if (!matcher.matches()) {
            throw new NotFound("There is no such upload.");
        }
        return matcher;
    }

    private static long number(HttpServletRequest request, String name) {
        String text = request.getParameter(name);
        if (text == null || !text.matches("\\d{1,18}")) {
            throw new InvalidInput(name, "Expected a number of bytes.");
        }
        return Long.parseLong(text);
    }
}
