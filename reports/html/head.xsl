<?xml version="1.0" encoding="UTF-8"?>
<!-- head.xsl - who, when and how things stand; the contents; what to do first. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:template match="head">
    <header>
      <p class="kicker"><xsl:value-of select="key('w','head.kicker')"/></p>
      <h1>
        <xsl:choose>
          <xsl:when test="@name"><bdi><xsl:value-of select="@name"/></bdi></xsl:when>
          <xsl:otherwise><xsl:value-of select="@title"/></xsl:otherwise>
        </xsl:choose>
      </h1>
      <ul class="status">
        <xsl:for-each select="../status/s"><li><xsl:value-of select="."/></li></xsl:for-each>
      </ul>
      <p class="completeness"><xsl:value-of select="../status/@completeness"/></p>
      <xsl:if test="../@sibling">
        <p class="screen"><a href="{../@sibling}" hreflang="{../@sibling-lang}" lang="{../@sibling-lang}"><xsl:value-of select="key('w','other-language')"/></a></p>
      </xsl:if>
      <dl class="facts">
        <xsl:call-template name="fact"><xsl:with-param name="key" select="'head.practice'"/><xsl:with-param name="value" select="@practice[. != ../@name]"/></xsl:call-template>
        <xsl:call-template name="fact"><xsl:with-param name="key" select="'head.registration'"/><xsl:with-param name="value" select="@registration"/></xsl:call-template>
        <xsl:call-template name="fact"><xsl:with-param name="key" select="'head.regulator'"/><xsl:with-param name="value" select="@regulator"/></xsl:call-template>
        <div><dt><xsl:value-of select="key('w','head.date')"/></dt><dd><time datetime="{@iso}"><xsl:value-of select="@date"/></time></dd></div>
        <div class="wide"><dt><xsl:value-of select="key('w','head.places')"/></dt>
          <xsl:for-each select="place"><dd><xsl:call-template name="address"/><span class="quiet"> · <xsl:value-of select="@kind"/></span></dd></xsl:for-each>
        </div>
        <xsl:if test="pack">
          <div><dt><xsl:value-of select="key('w','head.rules')"/></dt><xsl:for-each select="pack"><dd><xsl:value-of select="."/></dd></xsl:for-each></div>
        </xsl:if>
        <div><dt><xsl:value-of select="key('w','head.tool')"/></dt><dd><xsl:value-of select="@tool"/></dd></div>
      </dl>
      <p class="tools" hidden="hidden">
        <button type="button" data-do="print-summary"><xsl:value-of select="key('w','tool.print-summary')"/></button>
        <button type="button" data-do="print-all"><xsl:value-of select="key('w','tool.print-all')"/></button>
        <button type="button" data-do="expand" data-other="{key('w','tool.collapse')}"><xsl:value-of select="key('w','tool.expand')"/></button>
      </p>
      <nav aria-labelledby="contents">
        <h2 id="contents"><xsl:value-of select="key('w','contents')"/></h2>
        <ol>
          <xsl:call-template name="entry"><xsl:with-param name="to" select="'tasks'"/></xsl:call-template>
          <xsl:call-template name="entry"><xsl:with-param name="to" select="'coverage'"/></xsl:call-template>
          <xsl:if test="../changes"><li><a href="#changes"><xsl:value-of select="../changes/@title"/></a></li></xsl:if>
          <xsl:call-template name="entry"><xsl:with-param name="to" select="'findings'"/></xsl:call-template>
          <xsl:call-template name="entry"><xsl:with-param name="to" select="'eyes'"/></xsl:call-template>
          <xsl:if test="../coverage/presence[unread or @read='no']"><xsl:call-template name="entry"><xsl:with-param name="to" select="'hand'"/></xsl:call-template></xsl:if>
          <xsl:if test="../matrix/row"><xsl:call-template name="entry"><xsl:with-param name="to" select="'matrix'"/></xsl:call-template></xsl:if>
          <xsl:if test="../letters/letter"><xsl:call-template name="entry"><xsl:with-param name="to" select="'letters'"/></xsl:call-template></xsl:if>
          <xsl:call-template name="entry"><xsl:with-param name="to" select="'passed'"/></xsl:call-template>
          <xsl:if test="../inapplicable/check"><xsl:call-template name="entry"><xsl:with-param name="to" select="'inapplicable'"/></xsl:call-template></xsl:if>
          <xsl:if test="../decisions/decision"><xsl:call-template name="entry"><xsl:with-param name="to" select="'decisions'"/></xsl:call-template></xsl:if>
          <xsl:if test="../checklist/point"><xsl:call-template name="entry"><xsl:with-param name="to" select="'checklist'"/></xsl:call-template></xsl:if>
          <xsl:if test="../advice/line"><xsl:call-template name="entry"><xsl:with-param name="to" select="'advice'"/></xsl:call-template></xsl:if>
          <xsl:if test="../structured"><xsl:call-template name="entry"><xsl:with-param name="to" select="'structured'"/></xsl:call-template></xsl:if>
          <xsl:call-template name="entry"><xsl:with-param name="to" select="'pages'"/></xsl:call-template>
          <xsl:call-template name="entry"><xsl:with-param name="to" select="'method'"/></xsl:call-template>
        </ol>
      </nav>
    </header>
  </xsl:template>

  <xsl:template name="fact">
    <xsl:param name="key"/><xsl:param name="value"/>
    <xsl:if test="$value != ''"><div><dt><xsl:value-of select="key('w',$key)"/></dt><dd><bdi><xsl:value-of select="$value"/></bdi></dd></div></xsl:if>
  </xsl:template>

  <xsl:template name="entry">
    <xsl:param name="to"/>
    <li><a href="#{$to}"><xsl:value-of select="key('w',$to)"/></a></li>
  </xsl:template>

  <!-- What to do first -->
  <xsl:template match="tasks">
    <section id="tasks" aria-labelledby="tasks-h">
      <h2 id="tasks-h"><xsl:value-of select="key('w','tasks')"/></h2>
      <xsl:choose>
        <xsl:when test="task">
          <p class="lead"><xsl:value-of select="key('w','tasks.lead')"/></p>
          <ol class="tasks">
            <xsl:for-each select="task">
              <li>
                <span class="box" aria-hidden="true"></span>
                <div>
                  <h3><a href="#{@anchor}"><xsl:value-of select="@title"/></a></h3>
                  <p><xsl:value-of select="."/></p>
                  <p class="meta"><xsl:call-template name="level"/><span><xsl:value-of select="@places"/></span><xsl:if test="@effort"><span><xsl:value-of select="@effort"/></span></xsl:if></p>
                </div>
              </li>
            </xsl:for-each>
          </ol>
          <xsl:if test="@more"><p><xsl:value-of select="@more"/></p></xsl:if>
        </xsl:when>
        <xsl:otherwise><p><xsl:value-of select="key('w','tasks.none')"/></p></xsl:otherwise>
      </xsl:choose>
    </section>
  </xsl:template>
</xsl:stylesheet>
